package com.livemargs.whatsapp.simulator.rules;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What Meta takes as a file: by kind, MIME type and size. */
public final class MediaRules {

  private static final String OFFICE = "application/vnd.openxmlformats-officedocument.";
  private static final Map<String, Long> LIMITS =
      Map.of("audio", 16L << 20, "document", 100L << 20, "image", 5L << 20, "video", 16L << 20);
  private static final long STICKER = 100 << 10;
  private static final long ANIMATED_STICKER = 500 << 10;
  // https://developers.google.com/speed/webp/docs/riff_container: the flags of an extended file
  private static final byte[] EXTENDED = "VP8X".getBytes(US_ASCII);
  private static final int EXTENDED_AT = 12;
  private static final int FLAGS_AT = 20;
  private static final int ANIMATION = 0x02;

  private static final Map<String, Set<String>> TYPES =
      Map.of(
          "audio",
          Set.of("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"),
          "document",
          Set.of(
              "text/plain",
              "application/pdf",
              "application/msword",
              "application/vnd.ms-excel",
              "application/vnd.ms-powerpoint",
              OFFICE + "wordprocessingml.document",
              OFFICE + "spreadsheetml.sheet",
              OFFICE + "presentationml.presentation"),
          "image",
          Set.of("image/jpeg", "image/png"),
          "sticker",
          Set.of("image/webp"),
          "video",
          Set.of("video/mp4", "video/3gpp"));

  private static final Map<String, Set<String>> KEYS =
      Map.of(
          "audio", Set.of("id", "link", "provider", "voice"),
          "document", Set.of("id", "link", "provider", "caption", "filename"),
          "image", Set.of("id", "link", "provider", "caption"),
          "sticker", Set.of("id", "link", "provider"),
          "video", Set.of("id", "link", "provider", "caption"));

  private final MediaKnowledge known;

  MediaRules(MediaKnowledge known) {
    this.known = known;
  }

  /** The kind of message a file of this type can be sent as, if Meta takes it at all. */
  public static Optional<String> kindOf(String mimeType) {
    String bare = bare(mimeType);
    return TYPES.entrySet().stream()
        .filter(e -> e.getValue().contains(bare))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Bytes that this file of a kind may have; of stickers the animated ones may have more. */
  public static long limit(String kind, byte[] content) {
    return LIMITS.getOrDefault(kind, isAnimated(content) ? ANIMATED_STICKER : STICKER);
  }

  private static boolean isAnimated(byte[] webp) {
    return webp.length > FLAGS_AT
        && Arrays.equals(
            webp, EXTENDED_AT, EXTENDED_AT + EXTENDED.length, EXTENDED, 0, EXTENDED.length)
        && (webp[FLAGS_AT] & ANIMATION) != 0;
  }

  void message(String kind, Form form) {
    Form media = form.object(kind);
    media.onlyKeys(KEYS.getOrDefault(kind, Set.of()));
    reference(kind, media);
    media.optionalText("caption", 0, 1024);
    media.optionalText("filename", 1, 240);
    media.flag("voice");
  }

  /** The {@code id} or {@code link} part, which headers and template parameters share. */
  void reference(String kind, Form media) {
    media.exactlyOne("id", "link");
    if (media.has("link")) {
      media.webLink("link");
    } else if (media.has("id")) {
      uploaded(kind, media);
    }
  }

  private void uploaded(String kind, Form media) {
    Optional<String> type = known.mimeType(media.value("id"));
    if (type.isEmpty()) {
      media.refuse(
          100,
          "Param %s['id'] is not a valid whatsapp business account media attachment ID"
              .formatted(media.path()));
      return;
    }
    String bare = bare(type.get());
    if (!bare.isEmpty() && !TYPES.getOrDefault(kind, Set.of()).contains(bare)) {
      media.refuse(131053, "%s cannot be sent as %s.".formatted(bare, kind));
    }
    if (media.node().path("voice").asBoolean(false)
        && !bare.isEmpty()
        && !bare.equals("audio/ogg")) {
      media.refuse(131053, "A voice message must be audio/ogg with the OPUS codec, mono.");
    }
  }

  private static String bare(String mimeType) {
    return mimeType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
