package com.livemargs.whatsapp.ingress;

import com.livemargs.whatsapp.events.settings.Settings;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the ingress needs to know.
 *
 * @param appSecrets comma-separated app secrets of Meta; any of them may have signed a webhook
 * @param verifyToken what Meta shows in the handshake, chosen by us
 * @param bodyTimeout how long a body may take to arrive
 * @param deadline how long Kafka may take to acknowledge all of a body; Meta is to have its answer
 *     within two seconds, tests of other things leave more time
 * @param maxBodyBytes largest body; Meta sends up to 3 MB
 * @param maxHeldBytes bodies that are held at the same time, all together; small ones may use a
 *     reserve beside it
 */
@ConfigurationProperties("whatsapp.ingress")
record IngressSettings(
    String appSecrets,
    String verifyToken,
    @DefaultValue("10s") Duration bodyTimeout,
    @DefaultValue("1750ms") Duration deadline,
    @DefaultValue("4194304") int maxBodyBytes,
    @DefaultValue("67108864") long maxHeldBytes) {

  IngressSettings {
    secretsOf(appSecrets);
    Settings.required(
        "WHATSAPP_WEBHOOK_VERIFY_TOKEN",
        verifyToken,
        "Choose a long random text, set it here and in the App Dashboard under WhatsApp > Configuration.");
    Settings.check(
        bodyTimeout.toMillis() >= 1_000,
        "WEBHOOK_BODY_TIMEOUT",
        "is less than a second (a number without a unit is milliseconds)",
        "Set it to a time such as 10s, or leave it out for that.");
    Settings.check(
        maxHeldBytes >= maxBodyBytes,
        "WEBHOOK_MAX_HELD_BYTES",
        "is less than the %d bytes that one body may have".formatted(maxBodyBytes),
        "Set it to several times that, or leave it out for 67108864.");
    Settings.check(
        deadline.toMillis() >= 500,
        "whatsapp.ingress.deadline",
        "is less than 500 ms",
        "Leave it out for 1750ms.");
  }

  List<String> secrets() {
    return secretsOf(appSecrets);
  }

  private static List<String> secretsOf(String appSecrets) {
    return Settings.requiredList(
        "WHATSAPP_APP_SECRET",
        appSecrets,
        "Set it to the app secret from the App Dashboard under App settings > Basic; several, comma-separated, while you rotate.");
  }

  @Override
  public String toString() {
    return "IngressSettings[***]";
  }
}
