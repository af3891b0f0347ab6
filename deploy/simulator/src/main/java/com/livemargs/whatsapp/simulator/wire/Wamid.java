package com.livemargs.whatsapp.simulator.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Message ids with the inner form of Meta's: the other side's number and a random part. */
public final class Wamid {

  private static final SecureRandom RANDOM = new SecureRandom();

  private Wamid() {}

  /** An id for what a customer wrote. */
  public static String ofCustomer(String customer) {
    return create(customer, 0x12, "3A" + randomHex(9));
  }

  /** An id for what a business sent. */
  public static String ofBusiness(String customer) {
    return create(customer, 0x11, randomHex(9));
  }

  private static String create(String customer, int direction, String random) {
    String digits = customer.replaceAll("\\D", "");
    byte[] number =
        digits.substring(0, Math.min(13, digits.length())).getBytes(StandardCharsets.US_ASCII);
    var bytes = new ByteArrayOutputStream(64);
    bytes.writeBytes(new byte[] {0x1c, 0x18, (byte) number.length});
    bytes.writeBytes(number);
    bytes.writeBytes(new byte[] {0x15, 2, 0, (byte) direction, 0x18, (byte) random.length()});
    bytes.writeBytes(random.getBytes(StandardCharsets.US_ASCII));
    bytes.write(0);
    return "wamid." + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static String randomHex(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return HexFormat.of().withUpperCase().formatHex(random);
  }
}
