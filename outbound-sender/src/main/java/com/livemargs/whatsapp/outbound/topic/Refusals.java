package com.livemargs.whatsapp.outbound.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.events.ConversationKey;
import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.events.kafka.EventPublisher;
import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.outbound.ledger.Outbox;
import com.livemargs.whatsapp.outbound.message.Conversation;
import com.livemargs.whatsapp.outbound.message.Conversations;
import com.livemargs.whatsapp.outbound.message.Intake;
import com.livemargs.whatsapp.outbound.message.InvalidRequestException;
import com.livemargs.whatsapp.outbound.message.SendRequest;
import com.livemargs.whatsapp.outbound.message.SendRequestReader;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells the caller of an invalid command that it failed, with as much of it as is readable. */
public final class Refusals {

  private static final Set<String> RECIPIENT = Set.of("phoneNumber", "customerId", "roomName");
  private static final String[] CONTENT = {"text", "mediaUrl", "mediaType", "fileName", "caption"};
  private static final String[] FILE = {"mediaUrl", "mediaType"};
  private static final String[] TEXT = {"text"};

  private final EventPublisher publisher;
  private final Conversations conversations;
  private final Intake intake;

  public Refusals(EventPublisher publisher, Conversations conversations, Intake intake) {
    this.publisher = publisher;
    this.conversations = conversations;
    this.intake = intake;
  }

  static JsonNode body(ConsumerRecord<String, byte[]> record) {
    return Json.MAPPER.readTree(record.value());
  }

  Mono<Void> tell(Command.Invalid invalid) {
    SendResult failed = failed(invalid);
    String key = key(invalid, failed);
    return publisher.publish(
        List.of(
            Outbox.record(
                failed.messageId(),
                failed.type().type(),
                key,
                new String(failed.toJson(), UTF_8),
                invalid.traceparent())));
  }

  private static String key(Command.Invalid invalid, SendResult failed) {
    String phone = failed.phoneNumber();
    String customer =
        failed.customerId() != null
            ? failed.customerId()
            : phone == null ? null : phone.substring(1);
    return customer == null
        ? invalid.requestId()
        : ConversationKey.of(failed.phoneNumberId(), customer);
  }

  private SendResult failed(Command.Invalid invalid) {
    Optional<Conversation> known = conversation(invalid.body());
    Optional<SendRequest> said = said(invalid.body());
    String sender =
        readable(invalid.body(), "phoneNumberId").map(SendRequest::phoneNumberId).orElse(null);
    return new SendResult(
        SendOutcome.FAILED,
        invalid.requestId(),
        // A redelivery says the same about the same message.
        UUID.nameUUIDFromBytes(("refused:" + invalid.requestId()).getBytes(UTF_8)),
        null,
        known.map(Conversation::roomName).orElse(""),
        known.map(Conversation::phone).map(digits -> "+" + digits).orElse(null),
        known.map(Conversation::userId).orElse(null),
        sender == null ? intake.ownPhoneNumberId() : sender,
        said.map(SendRequest::messageType).orElse("text"),
        said.map(SendRequest::text).orElse(null),
        said.map(SendRequest::mediaUrl).orElse(null),
        said.map(SendRequest::mediaType).orElse(null),
        said.map(SendRequest::fileName).orElse(null),
        said.map(SendRequest::caption).orElse(null),
        readable(invalid.body(), "replyTo").map(SendRequest::replyTo).orElse(null),
        null,
        invalid.origin().timestamp(),
        Instant.now().toEpochMilli(),
        null,
        invalid.reason());
  }

  private Optional<Conversation> conversation(JsonNode body) {
    String phone = readable(body, "phoneNumber").map(SendRequest::phoneNumber).orElse(null);
    String customer = readable(body, "customerId").map(SendRequest::customerId).orElse(null);
    return phone == null && customer == null
        ? readable(body, "roomName").map(SendRequest::roomName).flatMap(conversations::in)
        : Optional.of(conversations.with(phone, customer));
  }

  private static Optional<SendRequest> said(JsonNode body) {
    return Stream.of(CONTENT, FILE, TEXT)
        .flatMap(members -> readable(body, members).stream())
        .findFirst();
  }

  // Some members by themselves, held against the rules that a whole request is held against.
  private static Optional<SendRequest> readable(JsonNode body, String... members) {
    ObjectNode alone = Json.MAPPER.createObjectNode();
    Set<String> asked = Set.of(members);
    asked.stream().filter(body::has).forEach(member -> alone.set(member, body.path(member)));
    if (Collections.disjoint(asked, RECIPIENT)) {
      alone.put("customerId", "-");
    }
    if (!asked.contains("text") && !asked.contains("mediaUrl")) {
      alone.put("text", "-");
    }
    try {
      return Optional.of(SendRequestReader.read(alone));
    } catch (InvalidRequestException invalid) {
      return Optional.empty();
    }
  }
}
