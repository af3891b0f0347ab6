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
  private final TokenMemory token = new TokenMemory();
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

  /** What Meta said of this process' token until now. */
  TokenMemory token() {
    return token;
  }

  // The answer is all we will ever get, and nothing else can be claimed without the database: it is
  // worth waiting for, however long. What was called unknown meanwhile is decided all the same.
  Mono<Void> of(Attempt attempt, GraphOutcome outcome) {
    Send send = attempt.send();
    remember(number(send), attempt.claimedAt(), outcome);
    // Whoever waits looks for the end meanwhile, and is told that the send is pending.
    Mono<Void> again =
        Mono.delay(settings.pause())
            .then(Mono.defer(() -> record(send, outcome, false)))
            .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, settings.pause()));
    return record(send, outcome, isAwaited(send)).onErrorResume(away -> again);
  }

  private boolean isAwaited(Send send) {
    return send.isForPeople()
        && Instant.now().isBefore(send.acceptedAt().plus(settings.patience()));
  }

  private static String number(Send send) {
    return send.message().phoneNumberId();
  }

  private void remember(String phoneNumberId, long begun, GraphOutcome outcome) {
    switch (outcome) {
      case GraphOutcome.Accepted accepted -> token.taken(phoneNumberId, begun);
      case GraphOutcome.Refused refused -> {
        if (remedy(refused) == GraphError.Remedy.NEW_TOKEN) {
          token.refused(phoneNumberId);
        } else {
          token.taken(phoneNumberId, begun);
        }
      }
      case GraphOutcome.Throttled throttled -> {}
      case GraphOutcome.Unknown unknown -> {}
      case GraphOutcome.NotSent notSent -> {}
    }
  }

  private static GraphError.Remedy remedy(GraphOutcome.Refused refused) {
    return GraphErrors.of(refused.code()).remedy();
  }

  private Mono<Void> record(Send send, GraphOutcome outcome, boolean awaited) {
    return switch (outcome) {
      case GraphOutcome.Accepted accepted ->
          decide(send, new Verdict.Sent(accepted.whatsappMessageId(), phone(send, accepted)));
      case GraphOutcome.Refused refused -> refused(send, refused, awaited);
      case GraphOutcome.Throttled throttled -> setbacks.tooFast(send, pause(send.attempt()));
      case GraphOutcome.Unknown unknown ->
          claims.record(send, new Verdict.Unknown(unknown.reason())).then();
      case GraphOutcome.NotSent notSent -> setbacks.notSent(send, pause(send.attempt()));
    };
  }

  private Mono<Void> refused(Send send, GraphOutcome.Refused refused, boolean awaited) {
    return switch (remedy(refused)) {
      case NUMBER_SLOWER ->
          setbacks.tokenTaken(send, setbacks.tooFast(send, pause(send.attempt())));
      case CUSTOMER_LATER -> setbacks.tokenTaken(send, setbacks.tooMuch(send));
      case NEW_TOKEN ->
          setbacks
              .stopped(send, awaited ? told(send, refused) : Optional.empty())
              .doOnSuccess(written -> token.told(number(send)));
      case NONE -> decide(send, failed(refused));
    };
  }

  // Whoever waits for the first send that meets a dead token is told so; nobody else's is burnt,
  // also where another process with a good token lets the number go on again and again.
  private Optional<Mono<Boolean>> told(Send send, GraphOutcome.Refused refused) {
    return send.isTrial() || token.isTold(number(send))
        ? Optional.empty()
        : Optional.of(claims.record(send, failed(refused)));
  }

  private static Verdict failed(GraphOutcome.Refused refused) {
    return new Verdict.Failed(refused.code(), refused.details());
  }

  private Mono<Void> decide(Send send, Verdict verdict) {
    return setbacks.over(send, claims.record(send, verdict));
  }

  // In a group the answer's wa_id is the group's id.
  private static @Nullable String phone(Send send, GraphOutcome.Accepted accepted) {
    return send.address() instanceof Address.Phone ? accepted.phone() : null;
  }

  private static Duration pause(int attempt) {
    return FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, DOUBLINGS));
  }
}
