package com.livemargs.whatsapp.media.file;

import org.jspecify.annotations.Nullable;

/**
 * A message that holds a file, and what it says about it: hints, never facts.
 *
 * @param kind image, video, audio, document or sticker
 * @param mimeType as declared, parameters included, or null
 * @param fileName as the sender called it, or null
 */
public record Reference(
    String whatsappMessageId,
    String mediaId,
    String kind,
    @Nullable String mimeType,
    @Nullable String fileName) {

  @Override
  public String toString() {
    return "Reference[" + kind + "]";
  }
}
