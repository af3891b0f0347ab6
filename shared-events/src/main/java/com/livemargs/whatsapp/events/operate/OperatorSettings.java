package com.livemargs.whatsapp.events.operate;

import com.livemargs.whatsapp.events.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where operators are answered.
 *
 * @param adminKeys comma-separated, each plain or {@code sha256:} and hex; blank switches it off
 * @param address to bind to
 * @param port null means a thousand above the public one; 0 any that is free
 * @param publicPort the public one
 */
@ConfigurationProperties("whatsapp.operate")
record OperatorSettings(
    @Nullable String adminKeys,
    @DefaultValue("127.0.0.1") String address,
    @Nullable Integer port,
    @DefaultValue("8080") int publicPort) {

  private static final int ABOVE = 1_000;
  private static final int HIGHEST = 65_535;

  OperatorSettings {
    Settings.check(
        publicPort >= 0 && publicPort <= HIGHEST,
        "SERVER_PORT",
        "is not within 0 to 65535",
        "Set it to a free port.");
    int chosen = chosen(port, publicPort);
    Settings.check(
        chosen >= 0 && chosen <= HIGHEST,
        "MANAGEMENT_PORT",
        "is not within 0 to 65535",
        "Set it to a free port; without it a thousand above the public port is taken.");
  }

  /** The keys, or null when operators' HTTP is off. */
  @Nullable String keys() {
    return adminKeys == null || adminKeys.isBlank() ? null : adminKeys;
  }

  int listenPort() {
    return chosen(port, publicPort);
  }

  private static int chosen(@Nullable Integer port, int publicPort) {
    if (port != null) {
      return port;
    }
    return publicPort == 0 ? 0 : publicPort + ABOVE;
  }

  @Override
  public String toString() {
    return "OperatorSettings[***]";
  }
}
