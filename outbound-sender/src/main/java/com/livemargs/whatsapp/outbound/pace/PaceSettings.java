package com.livemargs.whatsapp.outbound.pace;

import com.livemargs.whatsapp.events.settings.InvalidSettingException;
import com.livemargs.whatsapp.events.settings.Settings;
import com.livemargs.whatsapp.outbound.message.WindowPolicy;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How fast Meta lets us send, and what is done outside of a customer's 24 hours.
 *
 * @param messagesPerSecond most sends of one of our numbers in any second, all instances together
 * @param windowPolicy {@code allow} leaves the 24 hours to Meta, {@code refuse} keeps them here; a
 *     request may say otherwise
 */
@ConfigurationProperties("whatsapp.outbound.pace")
public record PaceSettings(
    @DefaultValue("80") int messagesPerSecond, @DefaultValue("allow") String windowPolicy) {

  private static final int FASTEST = 10_000;

  public PaceSettings {
    Settings.check(
        messagesPerSecond >= 1 && messagesPerSecond <= FASTEST,
        "OUTBOUND_MESSAGES_PER_SECOND",
        "is not within 1 to 10000",
        "Leave it out for 80; set 20 for a number shared with the Business app, 1000 for an upgraded one.");
    windowPolicy = windowPolicy.isBlank() ? WindowPolicy.ALLOW.word() : windowPolicy.strip();
    if (WindowPolicy.of(windowPolicy).isEmpty()) {
      throw new InvalidSettingException(
          "SEND_WINDOW_POLICY", "is neither allow nor refuse", "Leave it out for allow.");
    }
  }

  /** What holds where a request says nothing. */
  public WindowPolicy policy() {
    return WindowPolicy.of(windowPolicy).orElse(WindowPolicy.ALLOW);
  }
}
