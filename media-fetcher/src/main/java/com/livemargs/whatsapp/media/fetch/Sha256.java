package com.livemargs.whatsapp.media.fetch;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Meta's hashes: base64 in webhooks, hex in look-ups, compared as the bytes they stand for. */
final class Sha256 {

  private static final int BYTES = 32;

  private Sha256() {}

  /** The 32 bytes, or empty when the text is no SHA-256 at all. */
  static Optional<byte[]> decode(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    String trimmed = text.strip();
    try {
      byte[] bytes =
          trimmed.length() == 2 * BYTES
              ? HexFormat.of().parseHex(trimmed)
              : Base64.getDecoder().decode(trimmed.replace('-', '+').replace('_', '/'));
      return bytes.length == BYTES ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException neither) {
      return Optional.empty();
    }
  }
}
