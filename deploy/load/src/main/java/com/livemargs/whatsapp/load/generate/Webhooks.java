package com.livemargs.whatsapp.load.generate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes webhooks as Meta does: one text message or one status each, compact JSON, signed. Equal
 * run and index make equal bytes.
 *
 * @param secret that signs
 * @param run makes the ids of one run differ from those of others
 * @param customers how many write in turn
 */
public record Webhooks(String secret, String run, int customers) {

  private static final String WAMID = "wamid.HBgM";
  // Base64 makes four characters of three bytes, whatever follows them.
  private static final int GROUP = 3;
  private static final long FIRST_PHONE = 4_915_700_000_000L;
  private static final String MESSAGE =
      """
      {"object":"whatsapp_business_account","entry":[{"id":"318840057731126","changes":[{"value":{\
      "messaging_product":"whatsapp","metadata":{"display_phone_number":"493055501188",\
      "phone_number_id":"412906551877340"},"contacts":[{"profile":{"name":"Customer %1$d"},\
      "wa_id":"%2$d","user_id":"DE.%2$d"}],"messages":[{"from":"%2$d","from_user_id":"DE.%2$d",\
      "id":"%3$s","timestamp":"%4$d","type":"text","text":{"body":"Is order %5$d on its way? It was \
      to be here yesterday, and nobody called."}}]},"field":"messages"}]}]}""";
  private static final String STATUS =
      """
      {"object":"whatsapp_business_account","entry":[{"id":"318840057731126","changes":[{"value":{\
      "messaging_product":"whatsapp","metadata":{"display_phone_number":"493055501188",\
      "phone_number_id":"412906551877340"},"contacts":[{"profile":{"name":"Customer %1$d"},\
      "wa_id":"%2$d","user_id":"DE.%2$d"}],"statuses":[{"id":"%3$s","status":"%5$s",\
      "timestamp":"%4$d","recipient_id":"%2$d","recipient_user_id":"DE.%2$d","pricing":{\
      "billable":false,"pricing_model":"PMP","category":"service"}}]},"field":"messages"}]}]}""";

  /** So many messages from this index on. */
  public List<Webhook> messages(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(this::message).toList();
  }

  /** A text of a customer. */
  public Webhook message(int index) {
    return message(index, index % customers);
  }

  /** A text of this customer. */
  public Webhook message(int index, int customer) {
    String wamid = wamid(run, index);
    String body =
        MESSAGE.formatted(
            customer, phone(customer), wamid, System.currentTimeMillis() / 1_000, index);
    return signed(body, wamid, customer);
  }

  /** A status of a message that is known by this wamid. */
  public Webhook status(int index, String wamid, String status) {
    int customer = index % customers;
    String body =
        STATUS.formatted(
            customer, phone(customer), wamid, System.currentTimeMillis() / 1_000, status);
    return signed(body, wamid, customer);
  }

  private Webhook signed(String body, String wamid, int customer) {
    byte[] bytes = body.getBytes(UTF_8);
    String head =
        "POST /whatsapp/webhook HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            + "X-Hub-Signature-256: sha256="
            + HexFormat.of().formatHex(hmac(bytes))
            + "\r\nContent-Length: "
            + bytes.length
            + "\r\n\r\n";
    return new Webhook((head + body).getBytes(UTF_8), wamid, room(customer));
  }

  /** A wamid of a run. */
  public static String wamid(String run, int index) {
    return WAMID + base64(("%s %09d").formatted(run, index));
  }

  /** How every wamid of a run begins; up to two characters at the end of the run do not show. */
  public static String head(String run) {
    return WAMID + base64(run.substring(0, run.length() / GROUP * GROUP));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  /** A customer's number, digits. */
  public static long phone(int customer) {
    return FIRST_PHONE + customer;
  }

  /** The room that shows a customer. */
  public static String room(int customer) {
    return "whatsapp_" + phone(customer);
  }

  private byte[] hmac(byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return mac.doFinal(body);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public String toString() {
    return "Webhooks[" + run + "]";
  }
}
