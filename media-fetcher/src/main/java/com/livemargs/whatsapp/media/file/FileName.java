package com.livemargs.whatsapp.media.file;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a file on our disk: its content's SHA-256 in hex, and an extension by its type. No
 * other name ever reaches the disk.
 */
public record FileName(String value) {

  private static final int HASH_DIGITS = 64;
  private static final Pattern GRAMMAR = Pattern.compile("[a-f0-9]{64}(\\.[a-z0-9]{1,5})?");

  public FileName {
    if (!GRAMMAR.matcher(value).matches()) {
      throw new IllegalArgumentException("not a name of ours");
    }
  }

  /** The name that a request asks for, or empty when no file of ours can be called so. */
  public static Optional<FileName> parse(String value) {
    return GRAMMAR.matcher(value).matches() ? Optional.of(new FileName(value)) : Optional.empty();
  }

  /** The content's SHA-256 in hex, the key of the file's row. */
  String sha256() {
    return value.substring(0, HASH_DIGITS);
  }

  static FileName of(String sha256, String extension) {
    return new FileName(extension.isEmpty() ? sha256 : sha256 + "." + extension);
  }
}
