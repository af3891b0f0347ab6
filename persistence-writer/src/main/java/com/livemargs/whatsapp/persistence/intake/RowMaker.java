package com.livemargs.whatsapp.persistence.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.events.json.PlainText;
import com.livemargs.whatsapp.events.meta.Content;
import com.livemargs.whatsapp.events.meta.Direction;
import com.livemargs.whatsapp.events.meta.WhatsAppMessage;
import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.persistence.store.ChangeFact;
import com.livemargs.whatsapp.persistence.store.MessageRow;
import com.livemargs.whatsapp.persistence.store.MessageRow.Body;
import com.livemargs.whatsapp.persistence.store.MessageRow.File;
import com.livemargs.whatsapp.persistence.store.MessageRow.Parties;
import com.livemargs.whatsapp.persistence.store.SendFact;
import com.livemargs.whatsapp.persistence.store.State;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes rows of {@code whatsapp_messages} from what was said and from what was sent. */
final class RowMaker {

  private RowMaker() {}

  /**
   * The row of an item of Meta.
   *
   * @param phoneNumber the customer's, linked where the item does not show it
   */
  static MessageRow of(Item.Said said, @Nullable String phoneNumber, String room) {
    WhatsAppMessage message = said.message();
    String direction = message.direction().wire();
    return new MessageRow(
        message.messageId(),
        message.wamid(),
        new Parties(phoneNumber, message.customerId(), message.phoneNumberId(), room, direction),
        body(message),
        State.of(status(message)),
        message.timestamp(),
        said.position(),
        new String(message.raw(), UTF_8),
        sender(message, phoneNumber),
        message.isShown());
  }

  private static Body body(WhatsAppMessage message) {
    Content content = message.content();
    String text = content.text();
    return content instanceof Content.Media media
        ? new Body(message.type(), text, media.caption(), message.replyTo(), awaited(media))
        : new Body(message.type(), text, null, message.replyTo(), null);
  }

  private static File awaited(Content.Media media) {
    String status = media.id() == null ? "unavailable" : "pending";
    return new File(null, media.kind(), status, media.fileName(), null, media.mimeType());
  }

  private static String status(WhatsAppMessage message) {
    String usual = message.direction() == Direction.INCOMING ? "delivered" : "sent";
    return message.origin() == WhatsAppMessage.Origin.HISTORY
        ? Optional.ofNullable(message.historyStatus()).map(RowMaker::visible).orElse(usual)
        : usual;
  }

  private static @Nullable String visible(String historyStatus) {
    return switch (historyStatus) {
      case "played" -> "read";
      case "error" -> "failed";
      default -> State.ORDER.contains(historyStatus) ? historyStatus : null;
    };
  }

  private static String sender(WhatsAppMessage message, @Nullable String phoneNumber) {
    if (message.direction() == Direction.OUTGOING) {
      return ChangeFact.BUSINESS;
    }
    String name = message.profileName();
    return name == null || name.isBlank() ? author(message, phoneNumber) : name;
  }

  /** Who wrote it: phone, else id; {@link ChangeFact#BUSINESS} for our side. */
  static String author(WhatsAppMessage message, @Nullable String phoneNumber) {
    if (message.direction() == Direction.OUTGOING) {
      return ChangeFact.BUSINESS;
    }
    return phoneNumber == null ? message.customer().identity() : phoneNumber;
  }

  /**
   * What is known of a send.
   *
   * @param position of its record in Kafka's log
   */
  static SendFact of(SendResult result, long position) {
    String kind = result.mediaType();
    File file =
        new File(clean(result.mediaUrl()), clean(kind), null, clean(result.fileName()), null, null);
    MessageRow row =
        new MessageRow(
            result.messageId(),
            null,
            new Parties(
                clean(result.phoneNumber()),
                clean(result.customerId()),
                clean(result.phoneNumberId()),
                PlainText.of(result.roomName()),
                Direction.OUTGOING.wire()),
            new Body(
                PlainText.of(result.messageType()),
                clean(result.text()),
                clean(result.caption()),
                clean(result.replyTo()),
                file),
            state(result),
            Instant.ofEpochMilli(result.timestamp()),
            position,
            null,
            Objects.requireNonNullElse(clean(result.sender()), ChangeFact.BUSINESS),
            true);
    return new SendFact(row, clean(result.whatsappMessageId()));
  }

  private static State state(SendResult result) {
    Instant at = Instant.ofEpochMilli(result.occurredAt());
    return switch (result.type()) {
      case PENDING, UNKNOWN -> State.of("pending");
      case SENT -> new State("sent", at, null, null, null, null);
      case FAILED ->
          new State(
              "failed",
              null,
              null,
              null,
              null,
              new State.Failure(at, result.metaCode(), clean(result.reason())));
    };
  }

  private static @Nullable String clean(@Nullable String text) {
    return text == null ? null : PlainText.of(text);
  }
}
