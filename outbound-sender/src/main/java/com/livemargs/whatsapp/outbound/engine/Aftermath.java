package com.livemargs.whatsapp.outbound.engine;

import com.livemargs.whatsapp.outbound.graph.GraphError;
import com.livemargs.whatsapp.outbound.graph.GraphErrors;
import com.livemargs.whatsapp.outbound.graph.GraphOutcome;
import com.livemargs.whatsapp.outbound.ledger.Claims;
import com.livemargs.whatsapp.outbound.ledger.Send;
import com.livemargs.whatsapp.outbound.ledger.Setbacks;
import com.livemargs.whatsapp.outbound.ledger.Verdict;
import com.livemargs.whatsapp.outbound.message.Address;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Records what an attempt came to: decided, or back in the queue because of a limit. */
public final class Aftermath {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final int DOUBLINGS = 5;

  private final Claims claims;
  private final Setbacks setbacks;
  private final EngineSettings settings;
  private final AtomicBoolean begun = new AtomicBoolean();

  public Aftermath(Claims claims, Setbacks setbacks, EngineSettings settings) {
    this.claims = claims;
    this.setbacks = setbacks;
    this.settings = settings;
  }

  /** Before the first claim: another process may have stopped our numbers for another token. */
  Mono<Void> begin() {
    return begun.get() ? Mono.empty() : setbacks.tryStopped().doOnSuccess(done -> begun.set(true));
  }

  // The answer is all we will ever get, and nothing else can be claimed without the database: it is
  // worth waiting for, however long. What was called unknown meanwhile is decided all the same.
  Mono<Void> of(Send send, GraphOutcome outcome) {
    return record(send, outcome).retryWhen(Retry.fixedDelay(Long.MAX_VALUE, settings.pause()));
  }

  private Mono<Void> record(Send send, GraphOutcome outcome) {
    return switch (outcome) {
      case GraphOutcome.Accepted accepted ->
          decide(send, new Verdict.Sent(accepted.whatsappMessageId(), phone(send, accepted)));
      case GraphOutcome.Refused refused -> refused(send, refused);
      case GraphOutcome.Throttled throttled -> setbacks.tooFast(send, pause(send.attempt()));
      case GraphOutcome.Unknown unknown ->
          claims.record(send, new Verdict.Unknown(unknown.reason())).then();
      case GraphOutcome.NotSent notSent -> setbacks.notSent(send, pause(send.attempt()));
    };
  }

  private Mono<Void> refused(Send send, GraphOutcome.Refused refused) {
    GraphError.Remedy remedy = GraphErrors.of(refused.code()).remedy();
    return switch (remedy) {
      case NUMBER_SLOWER ->
          setbacks.tooFast(send, pause(send.attempt())).then(setbacks.tokenTaken(send));
      case CUSTOMER_LATER -> setbacks.tooMuch(send).then(setbacks.tokenTaken(send));
      case NEW_TOKEN -> setbacks.stopped(send, told(send, refused));
      case NONE -> decide(send, failed(refused));
    };
  }

  // Whoever waits for the first send that meets a dead token is told so; nobody else's is burnt.
  private Optional<Mono<Boolean>> told(Send send, GraphOutcome.Refused refused) {
    Instant gone = send.acceptedAt().plus(settings.patience());
    return send.isForPeople() && !send.isTrial() && Instant.now().isBefore(gone)
        ? Optional.of(claims.record(send, failed(refused)))
        : Optional.empty();
  }

  private static Verdict failed(GraphOutcome.Refused refused) {
    return new Verdict.Failed(refused.code(), refused.details());
  }

  private Mono<Void> decide(Send send, Verdict verdict) {
    return claims.record(send, verdict).then(setbacks.over(send));
  }

  // In a group the answer's wa_id is the group's id.
  private static @Nullable String phone(Send send, GraphOutcome.Accepted accepted) {
    return send.address() instanceof Address.Phone ? accepted.phone() : null;
  }

  private static Duration pause(int attempt) {
    return FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, DOUBLINGS));
  }
}
