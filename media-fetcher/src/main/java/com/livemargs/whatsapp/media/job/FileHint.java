package com.livemargs.whatsapp.media.job;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells most records that hold no file at a glance, without parsing them: nearly all of the traffic
 * is text, and this service has nothing to do with it. It may say "perhaps" of any record, and
 * never "no" of one with a file.
 */
final class FileHint {

  // The type of such a message is one of these words. A word may be written with escapes, which
  // are all of the first 256 characters where it is ASCII.
  private static final List<byte[]> SIGNS =
      Stream.of("\"image\"", "\"video\"", "\"audio\"", "\"document\"", "\"sticker\"", "\\u00")
          .map(sign -> sign.getBytes(US_ASCII))
          .toList();

  private FileHint() {}

  /** Whether a change of {@code whatsapp.messages} may hold a file. */
  static boolean mayHoldFile(byte[] change) {
    for (int at = 0; at < change.length; at++) {
      if ((change[at] == '"' || change[at] == '\\') && isSign(change, at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSign(byte[] change, int at) {
    for (byte[] sign : SIGNS) {
      int end = at + sign.length;
      if (end <= change.length && Arrays.equals(change, at, end, sign, 0, sign.length)) {
        return true;
      }
    }
    return false;
  }
}
