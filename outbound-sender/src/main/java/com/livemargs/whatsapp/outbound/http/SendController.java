package com.livemargs.whatsapp.outbound.http;

import com.livemargs.whatsapp.events.ConversationKey;
import com.livemargs.whatsapp.events.EventHeaders;
import com.livemargs.whatsapp.events.access.Caller;
import com.livemargs.whatsapp.events.access.Scope;
import com.livemargs.whatsapp.events.json.JsonSpan;
import com.livemargs.whatsapp.events.json.NotJsonException;
import com.livemargs.whatsapp.events.kafka.FailureClassifier;
import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.events.problem.Problem;
import com.livemargs.whatsapp.outbound.engine.Recipients;
import com.livemargs.whatsapp.outbound.engine.Sends;
import com.livemargs.whatsapp.outbound.ledger.Acceptance;
import com.livemargs.whatsapp.outbound.ledger.Ledger.Accepted;
import com.livemargs.whatsapp.outbound.ledger.QueueView;
import com.livemargs.whatsapp.outbound.ledger.QueueView.Standing;
import com.livemargs.whatsapp.outbound.ledger.Send;
import com.livemargs.whatsapp.outbound.ledger.SendState;
import com.livemargs.whatsapp.outbound.message.Conversation;
import com.livemargs.whatsapp.outbound.message.Intake;
import com.livemargs.whatsapp.outbound.message.InvalidRequestException;
import com.livemargs.whatsapp.outbound.message.SendRequest;
import com.livemargs.whatsapp.outbound.message.SendRequestReader;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/** {@code POST /whatsapp/send}. */
@RestController
public final class SendController {

  private static final int LARGEST_BODY = 64 * 1024;
  private static final int LONGEST_KEY = 255;
  private static final String KEY = "Idempotency-Key";
  private static final String REPLAYED = "Idempotency-Replayed";
  // For the ledger, to be asked and then to write; after that the answer waits for Meta.
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int WINDOW_LOOKS = 9;

  private final Door door;
  private final Intake intake;
  private final Recipients recipients;
  private final Sends sends;
  private final QueueView queue;

  public SendController(
      Door door, Intake intake, Recipients recipients, Sends sends, QueueView queue) {
    this.door = door;
    this.intake = intake;
    this.recipients = recipients;
    this.sends = sends;
    this.queue = queue;
  }

  /** A caller, its key and what it asks for. */
  private record Call(
      Caller caller, @Nullable String key, SendRequest request, @Nullable String traceparent) {}

  @PostMapping("/whatsapp/send")
  Mono<ResponseEntity<SendAnswer>> send(ServerHttpRequest request) {
    Caller caller = door.caller(request.getHeaders(), Scope.SEND);
    return DataBufferUtils.join(request.getBody(), LARGEST_BODY)
        .map(SendController::bytes)
        .switchIfEmpty(Mono.error(SendProblems::notJson))
        .map(body -> call(caller, request.getHeaders(), body))
        .flatMap(this::answer)
        .onErrorMap(SendProblems::explained);
  }

  private static byte[] bytes(DataBuffer buffer) {
    byte[] bytes = new byte[buffer.readableByteCount()];
    buffer.read(bytes);
    DataBufferUtils.release(buffer);
    return bytes;
  }

  private static Call call(Caller caller, HttpHeaders headers, byte[] body) {
    try {
      SendRequest request = SendRequestReader.read(JsonSpan.of(body).tree());
      Door.check(caller, request);
      return new Call(
          caller,
          key(headers),
          request,
          EventHeaders.trace(headers.getFirst(EventHeaders.TRACEPARENT)));
    } catch (NotJsonException | JacksonException notJson) {
      throw SendProblems.notJson();
    } catch (InvalidRequestException invalid) {
      throw SendProblems.invalid(invalid);
    }
  }

  private static @Nullable String key(HttpHeaders headers) {
    List<String> keys = headers.getOrEmpty(KEY);
    if (keys.isEmpty()) {
      return null;
    }
    String key = keys.getFirst();
    boolean visible = key.chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (keys.size() > 1 || key.isEmpty() || key.length() > LONGEST_KEY || !visible) {
      throw SendProblems.badKey();
    }
    return key;
  }

  private Mono<ResponseEntity<SendAnswer>> answer(Call call) {
    return recipients
        .of(call.request())
        .switchIfEmpty(Mono.error(SendProblems::unknownRoom))
        .map(conversation -> acceptance(call, conversation))
        .flatMap(this::admitted)
        .timeout(PATIENCE)
        .flatMap(this::written)
        .flatMap(written -> outcome(written.request(), written.accepted()));
  }

  // Nothing is written down of what is refused here: the same key may be used again.
  private Mono<Acceptance> admitted(Acceptance request) {
    return sends
        .outsideWindow(List.of(request), WINDOW_LOOKS)
        .flatMap(
            outside ->
                outside.isEmpty() ? Mono.just(request) : Mono.error(SendProblems.outsideWindow()));
  }

  private record Written(Acceptance request, Accepted accepted) {}

  // With a patience of its own: it goes on when its caller has gone, and must be over by then.
  private Mono<Written> written(Acceptance request) {
    return sends.accept(request).timeout(PATIENCE).map(accepted -> new Written(request, accepted));
  }

  private Acceptance acceptance(Call call, Conversation conversation) {
    SendResult pending =
        intake.pending(
            UUID.randomUUID(),
            call.key(),
            call.request(),
            conversation,
            Door.sender(call.caller()));
    return new Acceptance(
        Door.client(call.caller()),
        call.request().fingerprint(),
        null,
        ConversationKey.of(pending.phoneNumberId(), conversation.identity()),
        conversation,
        pending,
        call.request().windowPolicy(),
        call.traceparent(),
        null);
  }

  private Mono<ResponseEntity<SendAnswer>> outcome(Acceptance request, Accepted accepted) {
    if (!accepted.send().fingerprint().equals(request.fingerprint())) {
      return Mono.error(SendProblems.keyReused());
    }
    // It is written down: from here on nobody may be told that it is not sent.
    return sends
        .outcome(accepted.send())
        .flatMap(this::standing)
        .onErrorReturn(FailureClassifier::isOutage, Standing.of(accepted.send()))
        .map(standing -> told(standing, !accepted.isNew()));
  }

  private Mono<Standing> standing(Send send) {
    Mono<Standing> asItIs = Mono.just(Standing.of(send));
    return send.state() == SendState.QUEUED
        ? queue.of(send.messageId()).switchIfEmpty(asItIs)
        : asItIs;
  }

  private static ResponseEntity<SendAnswer> told(Standing standing, boolean replayed) {
    Send send = standing.send();
    if (send.state() == SendState.FAILED) {
      Problem refused = SendProblems.refused(send, replayed);
      throw replayed ? refused.withHeader(REPLAYED, "true") : refused;
    }
    HttpStatus status = send.state() == SendState.SENT ? HttpStatus.OK : HttpStatus.ACCEPTED;
    // Whatever the caller accepts: a refusal now would come after the effect.
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON);
    if (replayed) {
      answer.header(REPLAYED, "true");
    }
    return answer.body(SendAnswer.of(standing));
  }
}
