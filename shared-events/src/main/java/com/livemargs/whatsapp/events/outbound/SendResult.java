package com.livemargs.whatsapp.events.outbound;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.events.meta.UnreadableItemException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code whatsapp.outbound.results}: what became of a send, with the whole message, so
 * that stores and rooms need nothing else. Keyed by conversation.
 *
 * @param type what happened
 * @param requestId the caller's; over HTTP the Idempotency-Key, else the message id
 * @param messageId ours, the same in every record of this send
 * @param whatsappMessageId the wamid, once Meta accepted
 * @param roomName where the conversation is shown
 * @param phoneNumber E.164 with plus, or null
 * @param customerId business-scoped id, or null
 * @param phoneNumberId our number that sends
 * @param messageType text, image, video, audio or document
 * @param mediaUrl the caller's link, passed to Meta as it is
 * @param mediaType like messageType for a file, null for text
 * @param replyTo wamid that is quoted, or null
 * @param sender who wrote it: a participant's name, or null for a program
 * @param timestamp milliseconds: when the request was accepted; the same in every record
 * @param occurredAt milliseconds: when this outcome was known
 * @param metaCode Graph's error code of a failed send, or null
 * @param reason why a send failed or is unknown, for people
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SendResult(
    SendOutcome type,
    String requestId,
    UUID messageId,
    @Nullable String whatsappMessageId,
    String roomName,
    @Nullable String phoneNumber,
    @Nullable String customerId,
    String phoneNumberId,
    String messageType,
    @Nullable String text,
    @Nullable String mediaUrl,
    @Nullable String mediaType,
    @Nullable String fileName,
    @Nullable String caption,
    @Nullable String replyTo,
    @Nullable String sender,
    long timestamp,
    long occurredAt,
    @Nullable Integer metaCode,
    @Nullable String reason) {

  /** As it travels. */
  public byte[] toJson() {
    return Json.MAPPER.writeValueAsBytes(this);
  }

  /**
   * From a record's value.
   *
   * @throws UnreadableItemException if it is null
   * @throws tools.jackson.core.JacksonException if it is none, or of a type this release does not
   *     know
   */
  public static SendResult parse(byte[] json) {
    SendResult result = Json.MAPPER.readValue(json, SendResult.class);
    if (result == null) {
      throw new UnreadableItemException("the record is null in place of what became of a send");
    }
    return result;
  }

  @Override
  public String toString() {
    return "SendResult[" + type.type() + "]";
  }
}
