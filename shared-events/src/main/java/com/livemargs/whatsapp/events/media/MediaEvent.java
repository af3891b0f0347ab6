package com.livemargs.whatsapp.events.media;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.events.meta.UnreadableItemException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A record of {@code whatsapp.media}: what became of a message's file. Keyed by conversation. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = MediaEvent.Stored.class, name = "media-stored"),
  @JsonSubTypes.Type(value = MediaEvent.Unavailable.class, name = "media-unavailable")
})
public sealed interface MediaEvent {

  /** The message that the file belongs to. */
  String whatsappMessageId();

  /** Our id of that message. */
  UUID messageId();

  /** Meta's id of our number, or null. */
  @Nullable String phoneNumberId();

  /** The customer's phone, E.164 with plus, or null. */
  @Nullable String phoneNumber();

  /** The customer's business-scoped id, or null. */
  @Nullable String customerId();

  /** The group, or null for a private conversation. */
  @Nullable String groupId();

  /** Milliseconds: when this was known. */
  long timestamp();

  /** Whether the message was imported from before, which is no news to anybody. */
  boolean history();

  /**
   * The file is on disk, checked, and served.
   *
   * @param mediaUrl path, or absolute when PUBLIC_URL is set
   * @param fileName what the sender called it, else a name made of kind and type
   * @param fileSize bytes
   * @param mimeType decided from the bytes
   * @param sha256 hex, of the bytes on disk
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Stored(
      String whatsappMessageId,
      UUID messageId,
      @Nullable String phoneNumberId,
      @Nullable String phoneNumber,
      @Nullable String customerId,
      @Nullable String groupId,
      String mediaUrl,
      String fileName,
      long fileSize,
      String mimeType,
      String sha256,
      long timestamp,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean history)
      implements MediaEvent {}

  /**
   * The file will not come.
   *
   * @param reason {@code hash-mismatch}, {@code too-large}, {@code expired} or {@code missing}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Unavailable(
      String whatsappMessageId,
      UUID messageId,
      @Nullable String phoneNumberId,
      @Nullable String phoneNumber,
      @Nullable String customerId,
      @Nullable String groupId,
      String reason,
      long timestamp,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean history)
      implements MediaEvent {}

  /** As it travels. */
  default byte[] toJson() {
    return Json.MAPPER.writerFor(MediaEvent.class).writeValueAsBytes(this);
  }

  /**
   * From a record's value.
   *
   * @throws UnreadableItemException if it is null
   * @throws tools.jackson.core.JacksonException if it is none, or of a type this release does not
   *     know
   */
  static MediaEvent parse(byte[] json) {
    MediaEvent event = Json.MAPPER.readValue(json, MediaEvent.class);
    if (event == null) {
      throw new UnreadableItemException("the record is null in place of what became of a file");
    }
    return event;
  }
}
