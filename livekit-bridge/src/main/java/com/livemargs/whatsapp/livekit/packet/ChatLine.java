package com.livemargs.whatsapp.livekit.packet;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One bubble of a chat component. The same id again replaces the text.
 *
 * @param id our message id
 * @param timestamp milliseconds
 * @param speaker stands before the text, because a packet from a server has no sender there
 */
public record ChatLine(UUID id, long timestamp, String speaker, String text) {

  /** How our side is called where nobody's name is known. */
  public static final String BUSINESS = "business";

  /** What is left of a message that was taken back. */
  public static final String DELETED = "[message deleted]";

  /** What is read of a file: its kind, and what was written under it or else its name. */
  public static String file(String kind, @Nullable String caption, @Nullable String fileName) {
    String words = caption != null ? caption : fileName;
    return words == null ? "[" + kind + "]" : "[" + kind + "] " + words;
  }

  /** The same line, going on. */
  public ChatLine plus(String more) {
    return saying(text + " " + more);
  }

  /** The same line, with other words. */
  public ChatLine saying(String words) {
    return new ChatLine(id, timestamp, speaker, words);
  }

  String message() {
    return speaker + ": " + text;
  }
}
