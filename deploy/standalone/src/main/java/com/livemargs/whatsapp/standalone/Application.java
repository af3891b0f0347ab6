package com.livemargs.whatsapp.standalone;

import com.livemargs.whatsapp.simulator.SimulatorApplication;
import com.livemargs.whatsapp.standalone.settings.Settings;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * A Spring application inside this process, which sees our settings as if they were the
 * environment.
 */
final class Application implements AutoCloseable {
  // Spring binds names such as SERVER_PORT loosely only from sources called like this.
  private static final String SOURCE = "standalone-systemEnvironment";

  private final ConfigurableApplicationContext context;

  private Application(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** The five services behind one port. */
  static Application services(Settings settings, House house) {
    return start(AssembledServices.class, "standalone", settings, house.bind(), house.httpPort());
  }

  /** The Cloud API's twin, which delivers its webhooks to the services. */
  static Application simulator(Settings settings, House house) {
    var webhook = house.httpUrl().resolve("/whatsapp/webhook").toString();
    var twin = settings.orElse(Map.of("SIMULATOR_WEBHOOK_URL", webhook));
    return start(SimulatorApplication.class, "simulator", twin, "127.0.0.1", house.simulatorPort());
  }

  /** The version of the Graph API that the services speak. */
  String graphVersion() {
    return context.getEnvironment().getRequiredProperty("whatsapp.outbound.graph.api-version");
  }

  @Override
  public void close() {
    context.close();
  }

  private static Application start(
      Class<?> configuration, String name, Settings settings, String address, int port) {
    var values = new HashMap<String, Object>(settings.asMap());
    values.putAll(Map.of("SERVER_ADDRESS", address, "SERVER_PORT", String.valueOf(port)));
    values.put("SPRING_CONFIG_NAME", name);
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new SystemEnvironmentPropertySource(SOURCE, values));
    var application = new SpringApplication(configuration);
    application.setEnvironment(environment);
    application.setRegisterShutdownHook(false);
    application.setLogStartupInfo(false);
    application.setBannerMode(Banner.Mode.OFF);
    return new Application(application.run());
  }
}
