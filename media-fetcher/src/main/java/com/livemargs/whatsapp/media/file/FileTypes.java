package com.livemargs.whatsapp.media.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.mime.MimeTypeException;
import org.apache.tika.mime.MimeTypes;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a file is from its first bytes. Where these show only a container that many types
 * share, what the message says chooses among those types; nothing is ever unpacked.
 */
final class FileTypes {

  /** The type of what may be anything. */
  static final String ANY = "application/octet-stream";

  /** As many bytes as detection looks at. */
  static final int HEAD = 64 << 10;

  // RFC 6838, 4.2. Tika takes more, which no header can carry.
  private static final String RESTRICTED = "[a-z0-9][a-z0-9!#$&^_.+-]{0,126}";
  private static final Pattern NAME = Pattern.compile(RESTRICTED + "/" + RESTRICTED);

  private static final MimeTypes MIME = MimeTypes.getDefaultMimeTypes();
  private static final MediaTypeRegistry REGISTRY = MIME.getMediaTypeRegistry();
  private static final MediaType OLE = MediaType.application("x-tika-msoffice");
  private static final MediaType OGG = MediaType.application("ogg");
  private static final MediaType QUICKTIME = MediaType.video("quicktime");
  private static final MediaType MP4 = MediaType.video("mp4");
  private static final MediaType CSV = MediaType.text("csv");
  private static final MediaType AAC = MediaType.audio("aac");
  private static final Set<MediaType> BASE_MEDIA =
      Set.of(
          MP4,
          QUICKTIME,
          MediaType.audio("mp4"),
          MediaType.video("3gpp"),
          MediaType.audio("3gpp"),
          MediaType.video("x-m4v"));
  private static final Set<MediaType> OGGS =
      Set.of(MediaType.audio("ogg"), MediaType.video("ogg"), OGG);
  private static final Map<String, String> USUAL_EXTENSIONS =
      Map.of(
          "audio/mpeg", "mp3",
          "audio/ogg", "ogg",
          "audio/mp4", "m4a",
          "audio/aac", "aac",
          "video/quicktime", "mov",
          "application/x-msdownload", "exe");

  private FileTypes() {}

  /** The type of a file with these first bytes, without parameters. */
  static String detect(byte[] head, @Nullable String declared, @Nullable String fileName) {
    MediaType shown = byBytes(head, null);
    return Stream.of(parse(declared), byName(fileName))
        .flatMap(Optional::stream)
        .filter(hint -> fits(hint, shown, head))
        .findFirst()
        .orElseGet(() -> plainest(shown, head))
        .toString();
  }

  private static MediaType byBytes(byte @Nullable [] head, @Nullable String name) {
    Metadata metadata = new Metadata();
    if (name != null) {
      metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
    }
    try {
      var bytes = head == null ? null : new ByteArrayInputStream(head);
      return MIME.detect(bytes, metadata).getBaseType();
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Optional<MediaType> parse(@Nullable String declared) {
    MediaType type = MediaType.parse(declared);
    return Optional.ofNullable(type)
        .map(MediaType::getBaseType)
        .filter(base -> isName(base.toString()));
  }

  private static Optional<MediaType> byName(@Nullable String fileName) {
    return Optional.ofNullable(fileName).map(name -> byBytes(null, name));
  }

  private static boolean fits(MediaType hint, MediaType shown, byte[] head) {
    if (shown.equals(MediaType.APPLICATION_ZIP) || shown.equals(OLE)) {
      return REGISTRY.isSpecializationOf(REGISTRY.normalize(hint), shown);
    }
    if (BASE_MEDIA.contains(shown)) {
      return BASE_MEDIA.contains(hint);
    }
    if (isOgg(shown)) {
      return OGGS.contains(hint);
    }
    return shown.equals(MediaType.TEXT_PLAIN) && hint.equals(CSV)
        || shown.equals(MediaType.OCTET_STREAM) && hint.equals(AAC) && isAdts(head);
  }

  private static boolean isOgg(MediaType shown) {
    return shown.equals(OGG) || REGISTRY.isSpecializationOf(shown, OGG);
  }

  // ADTS: twelve set bits, a version bit, two zero bits of the layer.
  private static boolean isAdts(byte[] head) {
    return head.length > 1 && head[0] == (byte) 0xFF && (head[1] & 0xF6) == 0xF0;
  }

  private static MediaType plainest(MediaType shown, byte[] head) {
    if (shown.equals(QUICKTIME) && !at(head, 8, "qt  ")) {
      return MP4;
    }
    boolean sound = at(head, 28, "OpusHead") || at(head, 29, "vorbis");
    return isOgg(shown) && sound ? MediaType.audio("ogg") : shown;
  }

  private static boolean at(byte[] head, int offset, String magic) {
    byte[] expected = magic.getBytes(ISO_8859_1);
    int end = offset + expected.length;
    return head.length >= end && Arrays.equals(head, offset, end, expected, 0, expected.length);
  }

  /** Whether this is how a type may be called, without parameters. */
  static boolean isName(String mimeType) {
    return NAME.matcher(mimeType).matches();
  }

  /** The usual extension of a type, without dot; empty when there is none that a name can bear. */
  static String extension(String mimeType) {
    String usual = USUAL_EXTENSIONS.get(mimeType);
    if (usual != null) {
      return usual;
    }
    try {
      String extension = MIME.forName(mimeType).getExtension().replaceFirst("^\\.", "");
      return extension.matches("[a-z0-9]{1,5}") ? extension : "";
    } catch (MimeTypeException unknown) {
      return "";
    }
  }
}
