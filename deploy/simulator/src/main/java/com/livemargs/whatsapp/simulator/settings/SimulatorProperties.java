package com.livemargs.whatsapp.simulator.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The twin's settings.
 *
 * @param port where it listens; 0 picks a free port
 * @param bind the address it listens on
 * @param publicUrl how others reach it, for media URLs in webhooks; absent: bind address and port
 * @param webhookUrl where webhooks are posted
 * @param appSecret comma-separated; the first one signs webhooks
 * @param accessToken comma-separated bearer tokens that are accepted
 * @param phoneNumberId the business number's id
 * @param businessAccountId the WhatsApp Business Account's id
 * @param displayPhoneNumber the business number, digits with country code
 * @param countryCode what Meta puts before numbers given without {@code +}
 * @param redelivery how webhooks are repeated
 * @param limits what is kept in memory at most
 * @param behaviour the switches a fresh start begins with
 */
@ConfigurationProperties("simulator")
public record SimulatorProperties(
    @DefaultValue("8090") int port,
    @DefaultValue("127.0.0.1") String bind,
    @Nullable URI publicUrl,
    @DefaultValue("http://127.0.0.1:8080/whatsapp/webhook") URI webhookUrl,
    @DefaultValue("simulator-app-secret") String appSecret,
    @DefaultValue("simulator-access-token") String accessToken,
    @DefaultValue("412906551877340") String phoneNumberId,
    @DefaultValue("318840057731126") String businessAccountId,
    @DefaultValue("493055501188") String displayPhoneNumber,
    @DefaultValue("49") String countryCode,
    @DefaultValue Redelivery redelivery,
    @DefaultValue Limits limits,
    @DefaultValue Behaviour behaviour) {

  public SimulatorProperties {
    if (firstOf(appSecret).isEmpty()) {
      throw new IllegalArgumentException(
          "WHATSAPP_APP_SECRET is empty: set the secret to sign with");
    }
    if (firstOf(accessToken).isEmpty()) {
      throw new IllegalArgumentException("WHATSAPP_ACCESS_TOKEN is empty: set the token to accept");
    }
  }

  /** The secret that signs. */
  public String signingSecret() {
    return firstOf(appSecret);
  }

  /** Every bearer token that is let in. */
  public List<String> acceptedTokens() {
    return Stream.of(accessToken.split(",")).map(String::strip).filter(t -> !t.isEmpty()).toList();
  }

  private static String firstOf(String commaSeparated) {
    return commaSeparated.split(",", 2)[0].strip();
  }

  @Override
  public String toString() {
    return "SimulatorProperties[port=" + port + ", webhookUrl=" + webhookUrl + "]";
  }

  /**
   * Meta repeats at once, then ever more rarely, for seven days.
   *
   * @param firstDelay before the second attempt
   * @param factor each delay against the one before
   * @param longestDelay no delay grows over it
   * @param giveUpAfter counted from the first attempt
   * @param timeout how long an answer is waited for
   * @param atOnce deliveries on the wire at the same time
   */
  public record Redelivery(
      @DefaultValue("500ms") Duration firstDelay,
      @DefaultValue("2") double factor,
      @DefaultValue("10m") Duration longestDelay,
      @DefaultValue("7d") Duration giveUpAfter,
      @DefaultValue("10s") Duration timeout,
      @DefaultValue("16") int atOnce) {}

  /**
   * What is kept; the oldest goes first.
   *
   * @param webhookAttempts entries of the ledger of webhooks
   * @param sends entries of the ledger of accepted sends
   * @param requests entries of the ledger of requests seen
   * @param pendingWebhooks webhooks not yet answered 200; the control API refuses more with 503
   * @param mediaBytes of all files together, on disk
   * @param fileBytes of one file that a customer sends
   * @param customers people remembered
   * @param conversationItems messages the phone page shows for each of them
   */
  public record Limits(
      @DefaultValue("100000") int webhookAttempts,
      @DefaultValue("100000") int sends,
      @DefaultValue("100000") int requests,
      @DefaultValue("200000") int pendingWebhooks,
      @DefaultValue("2147483648") long mediaBytes,
      @DefaultValue("136314880") int fileBytes,
      @DefaultValue("100000") int customers,
      @DefaultValue("200") int conversationItems) {}
}
