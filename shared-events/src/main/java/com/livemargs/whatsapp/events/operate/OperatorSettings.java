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
 * @param port null means the one {@link ManagementPort#beside} the public one; 0 any that is free
 * @param publicPort the public one
 */
@ConfigurationProperties("whatsapp.operate")
record OperatorSettings(
    @Nullable String adminKeys,
    @DefaultValue("127.0.0.1") String address,
    @Nullable Integer port,
    @DefaultValue("8080") int publicPort) {

  OperatorSettings {
    Settings.check(
        isPort(publicPort), "SERVER_PORT", "is not within 0 to 65535", "Set it to a free port.");
    // Nobody listens there without keys.
    Settings.check(
        adminKeys == null || adminKeys.isBlank() || isPort(chosen(port, publicPort)),
        "MANAGEMENT_PORT",
        "is not within 0 to 65535",
        "Set it to a free port; without it one a thousand above the public port (below, from 64536 on) is taken.");
  }

  private static boolean isPort(int port) {
    return port >= 0 && port <= ManagementPort.HIGHEST;
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
    return publicPort == 0 ? 0 : ManagementPort.beside(publicPort);
  }

  @Override
  public String toString() {
    return "OperatorSettings[***]";
  }
}
