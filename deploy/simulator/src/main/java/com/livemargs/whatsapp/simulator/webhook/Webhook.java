package com.livemargs.whatsapp.simulator.webhook;

import com.livemargs.whatsapp.simulator.wire.WebhookContents;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One body on its way.
 *
 * @param id what the ledger calls it
 * @param body the exact bytes
 * @param sha256 of the bytes, hex
 * @param signature the header's value, or null for none
 * @param redeliver whether it is repeated until it is answered 200
 */
record Webhook(
    String id,
    byte[] body,
    String sha256,
    WebhookContents contents,
    @Nullable String signature,
    boolean redeliver) {

  static Webhook of(byte[] body, @Nullable String signature, boolean redeliver) {
    String id = "wh-" + UUID.randomUUID();
    return new Webhook(id, body, sha256(body), WebhookContents.of(body), signature, redeliver);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
