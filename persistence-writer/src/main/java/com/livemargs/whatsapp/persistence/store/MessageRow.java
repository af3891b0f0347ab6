package com.livemargs.whatsapp.persistence.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code whatsapp_messages}, without what the store adds (expiry, time of storing).
 *
 * @param messageId ours
 * @param wamid WhatsApp's id, null while a send has none
 * @param timestamp Meta's time, or when a send was accepted
 * @param position where it first came in Kafka's log, by which messages of one time are ordered
 * @param raw the item as received, null for a send
 * @param sender who the conversation shows as its author
 * @param shown whether the conversation shows it as a line
 */
public record MessageRow(
    UUID messageId,
    @Nullable String wamid,
    Parties parties,
    Body body,
    State state,
    Instant timestamp,
    long position,
    @Nullable String raw,
    String sender,
    boolean shown) {

  /** Types that say only that something was there. */
  public static final Set<String> PLACEHOLDERS =
      Set.of("media_placeholder", "unsupported", "unknown");

  /**
   * Who speaks with whom.
   *
   * @param phoneNumber the customer's, with plus, or null
   * @param customerId business-scoped, or null
   * @param phoneNumberId Meta's id of our number, or null
   * @param direction {@code incoming} or {@code outgoing}
   */
  public record Parties(
      @Nullable String phoneNumber,
      @Nullable String customerId,
      @Nullable String phoneNumberId,
      String roomName,
      String direction) {

    // The room of an id alone is given up once the customer's phone is known.
    private boolean isRoomKnownBetterThan(Parties other) {
      return phoneNumber != null && other.phoneNumber == null;
    }

    Parties filledFrom(Parties other) {
      return new Parties(
          phoneNumber != null ? phoneNumber : other.phoneNumber,
          customerId != null ? customerId : other.customerId,
          phoneNumberId != null ? phoneNumberId : other.phoneNumberId,
          roomName,
          direction);
    }
  }

  /** What is said. */
  public record Body(
      String type,
      @Nullable String text,
      @Nullable String caption,
      @Nullable String replyTo,
      @Nullable File file) {}

  /**
   * What is known of the file.
   *
   * @param url ours once stored; the caller's link for a send
   * @param kind image, video, audio, document or sticker
   * @param status pending, stored or unavailable; null for a send
   * @param size bytes
   */
  public record File(
      @Nullable String url,
      @Nullable String kind,
      @Nullable String status,
      @Nullable String name,
      @Nullable Long size,
      @Nullable String mimeType) {

    /** No file. */
    public static final File NONE = new File(null, null, null, null, null, null);
  }

  /** The file, {@link File#NONE} where there is none. */
  public File file() {
    File file = body.file();
    return file == null ? File.NONE : file;
  }

  /**
   * The one that two items of one id make together, in either order: content fills a placeholder,
   * else the smaller item decides, so that every store decides alike. The room is the first's that
   * knew the phone.
   */
  public MessageRow merge(MessageRow later) {
    MessageRow winner = later.wins(this) ? later : this;
    MessageRow loser = winner == this ? later : this;
    Parties filled = winner.parties.filledFrom(loser.parties);
    Parties roomed =
        new Parties(
            filled.phoneNumber,
            filled.customerId,
            filled.phoneNumberId,
            later.parties.isRoomKnownBetterThan(parties)
                ? later.parties.roomName
                : parties.roomName,
            filled.direction);
    return new MessageRow(
        messageId,
        wamid,
        roomed,
        winner.body,
        state.merge(later.state),
        winner.timestamp,
        Math.min(position, later.position),
        winner.raw,
        winner.sender,
        winner.shown);
  }

  private boolean wins(MessageRow other) {
    boolean placeholder = PLACEHOLDERS.contains(body.type());
    boolean otherPlaceholder = PLACEHOLDERS.contains(other.body.type());
    return placeholder == otherPlaceholder
        ? Arrays.compareUnsigned(bytes(raw), bytes(other.raw)) < 0
        : otherPlaceholder;
  }

  private static byte[] bytes(@Nullable String raw) {
    return raw == null ? new byte[0] : raw.getBytes(UTF_8);
  }

  @Override
  public String toString() {
    return "MessageRow[" + body.type() + ", " + parties.direction() + "]";
  }
}
