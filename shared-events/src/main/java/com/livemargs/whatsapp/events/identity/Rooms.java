package com.livemargs.whatsapp.events.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.events.meta.Customer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The LiveKit room of a conversation, a function of what is known: {@code whatsapp_{digits}} once
 * the phone is known, {@code whatsapp_{id}} before, {@code whatsapp_group_{id}} for groups.
 */
public final class Rooms {

  /**
   * What every room of ours begins with; other rooms of the same server are none of our business.
   */
  public static final String PREFIX = "whatsapp_";

  /** What every room of a group begins with. */
  public static final String GROUP_PREFIX = PREFIX + "group_";

  private static final int MAX_ID_BYTES = 200;

  private Rooms() {}

  /**
   * The room.
   *
   * @param linkedPhone digits that are linked to the customer's id, or null when none are known
   */
  public static String of(
      Customer customer, @Nullable String groupId, @Nullable String linkedPhone) {
    if (groupId != null) {
      return GROUP_PREFIX + safe(groupId);
    }
    String phone = customer.phone() != null ? customer.phone() : linkedPhone;
    return PREFIX + safe(phone != null ? phone : customer.identity());
  }

  // LiveKit takes 256 bytes of any characters; ids that are longer or hold control characters are
  // hashed.
  private static String safe(String id) {
    byte[] bytes = id.getBytes(UTF_8);
    boolean plain = bytes.length <= MAX_ID_BYTES && id.chars().noneMatch(Character::isISOControl);
    return plain ? id : HexFormat.of().formatHex(sha256(bytes));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
