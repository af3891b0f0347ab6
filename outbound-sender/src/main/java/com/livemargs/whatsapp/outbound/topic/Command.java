package com.livemargs.whatsapp.outbound.topic;

import com.livemargs.whatsapp.events.EventHeaders;
import com.livemargs.whatsapp.events.json.JsonSpan;
import com.livemargs.whatsapp.events.json.NotJsonException;
import com.livemargs.whatsapp.outbound.message.InvalidRequestException;
import com.livemargs.whatsapp.outbound.message.SendRequest;
import com.livemargs.whatsapp.outbound.message.SendRequestReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A record of {@code whatsapp.outbound}, as far as it can be read. */
sealed interface Command {

  /** Where it stood. */
  ConsumerRecord<String, byte[]> origin();

  /** A send under the caller's id. */
  record SendMessage(ConsumerRecord<String, byte[]> origin, String requestId, SendRequest request)
      implements Command {}

  /** Cannot be sent, but its caller can be told. */
  record Invalid(
      ConsumerRecord<String, byte[]> origin, String requestId, JsonNode body, String reason)
      implements Command {}

  /** Says nothing that could be answered. */
  record Unreadable(ConsumerRecord<String, byte[]> origin, String reason) implements Command {}

  /** The longest id a caller may give, in characters. */
  int LONGEST_REQUEST_ID = 255;

  /** What an id must be. */
  String RULE = "1 to " + LONGEST_REQUEST_ID + " characters without control characters";

  /** Reads a record; whatever it holds, the outcome is a value. */
  static Command read(ConsumerRecord<String, byte[]> origin) {
    if (origin.value() == null) {
      return new Unreadable(origin, "The record has no value.");
    }
    try {
      return read(origin, JsonSpan.of(origin.value()).tree());
    } catch (NotJsonException | JacksonException notJson) {
      return new Unreadable(origin, "The record is not one JSON object in UTF-8.");
    }
  }

  private static Command read(ConsumerRecord<String, byte[]> origin, JsonNode body) {
    JsonNode id = body.path("requestId");
    String requestId = id.isString() ? id.asString() : "";
    if (requestId.isBlank() || !isText(requestId)) {
      return new Unreadable(
          origin, "The command has no requestId, " + RULE + "; it would not be sent once.");
    }
    if (!isUsable(requestId)) {
      return new Invalid(origin, requestId, body, "The requestId must be " + RULE + ".");
    }
    if (!body.path("type").asString("").equals("send-message")) {
      return new Invalid(origin, requestId, body, "The type must be send-message.");
    }
    try {
      return new SendMessage(origin, requestId, SendRequestReader.read(body));
    } catch (InvalidRequestException invalid) {
      return new Invalid(origin, requestId, body, String.valueOf(invalid.getMessage()));
    }
  }

  /** Whether a send can be remembered under this id. */
  static boolean isUsable(String requestId) {
    return requestId.codePointCount(0, requestId.length()) <= LONGEST_REQUEST_ID
        && requestId.chars().noneMatch(Character::isISOControl);
  }

  // Half of a surrogate pair could not be told to anybody.
  private static boolean isText(String requestId) {
    return requestId.codePoints().noneMatch(c -> c <= Character.MAX_VALUE && isSurrogate(c));
  }

  private static boolean isSurrogate(int c) {
    return Character.isSurrogate((char) c);
  }

  /** The trace of the caller, or null. */
  default @Nullable String traceparent() {
    return EventHeaders.trace(EventHeaders.text(origin().headers(), EventHeaders.TRACEPARENT));
  }
}
