package com.livemargs.whatsapp.chaos.cluster;

import com.livemargs.whatsapp.chaos.crash.StopAtPoint;
import com.livemargs.whatsapp.chaos.process.ChildNode;
import com.livemargs.whatsapp.chaos.process.ChildNode.Launch;
import com.livemargs.whatsapp.chaos.process.Node;
import com.livemargs.whatsapp.events.crash.CrashPoint;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One process of a service, on ports of its own. */
public final class Instance implements Node {

  private final Service service;
  private final String name;
  private final Installation installation;
  private final int port;
  private final Map<String, String> own = new HashMap<>();
  private final ChildNode process;
  private volatile @Nullable String stop;

  Instance(Service service, int number, Installation installation, int port, int managementPort) {
    this.service = service;
    this.name = service.word() + "-" + number;
    this.installation = installation;
    this.port = port;
    own.put(service.portVariable(), "" + port);
    own.put("MANAGEMENT_PORT", "" + managementPort);
    process = new ChildNode(name, this::launch, () -> Web.isOk(url("/actuator/health/readiness")));
  }

  @Override
  public String name() {
    return name;
  }

  /** Which service it is one of. */
  public Service service() {
    return service;
  }

  /** Its public port. */
  public int port() {
    return port;
  }

  /** The port of its operators' HTTP, where it has one. */
  public int managementPort() {
    return Integer.parseInt(own.getOrDefault("MANAGEMENT_PORT", "0"));
  }

  /** An address below its public port. */
  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** A setting of this instance alone, from its next start on. */
  public void set(String variable, String value) {
    own.put(variable, value);
  }

  /** Lets it die at a point, at its n-th passing after the next start; null for never. */
  public void arm(@Nullable CrashPoint point, int nth) {
    stop = point == null ? null : StopAtPoint.order(point, nth, StopAtPoint.Manner.HALT);
  }

  /** Lets the thread that passes a point first after the next start stand there for ever. */
  public void wedge(CrashPoint point, StopAtPoint.Manner manner) {
    stop = StopAtPoint.order(point, 1, manner);
  }

  @Override
  public void start() {
    process.start();
  }

  private Launch launch() {
    Path folder = installation.folder(name);
    String point = stop;
    List<String> options =
        point == null ? List.of() : List.of("-D" + StopAtPoint.PROPERTY + "=" + point);
    List<String> command = installation.command(service, folder, options);
    Map<String, String> environment = new HashMap<>(installation.settings());
    environment.putAll(own);
    return new Launch(command, environment, folder.resolve("output.log"));
  }

  /** What all its processes printed. */
  public Path log() {
    return installation.folder(name).resolve("output.log");
  }

  @Override
  public boolean isReady() {
    return process.isReady();
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void kill() {
    process.kill();
  }

  @Override
  public void stop() {
    process.stop();
  }

  @Override
  public void signal(String signal) {
    process.signal(signal);
  }

  @Override
  public OptionalInt exitCode() {
    return process.exitCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
