package com.livemargs.whatsapp.outbound.engine;

import com.livemargs.whatsapp.outbound.engine.Signals.Work;
import com.livemargs.whatsapp.outbound.ledger.Claims;
import com.livemargs.whatsapp.outbound.ledger.Ledger;
import com.livemargs.whatsapp.outbound.ledger.Send;
import com.livemargs.whatsapp.outbound.ledger.Verdict;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** What people may do to a send: cancel one that waits, settle or repeat one that is unknown. */
public final class Interventions {

  private final Ledger ledger;
  private final Claims claims;
  private final Watch watch;

  public Interventions(Ledger ledger, Claims claims, Watch watch) {
    this.ledger = ledger;
    this.claims = claims;
    this.watch = watch;
  }

  /** Takes a queued send out of the queue: false when it is not queued, empty when not known. */
  public Mono<Boolean> cancel(UUID messageId) {
    return on(messageId, claims::cancel);
  }

  /** Decides an unknown send: false when it is not unknown, empty when not known. */
  public Mono<Boolean> resolve(UUID messageId, Verdict verdict) {
    return on(messageId, send -> claims.resolve(send, verdict))
        .doOnNext(
            done -> {
              if (done) {
                watch.meters().settled("operator");
              }
            });
  }

  /** Sends an unknown send again: false when it is not unknown, empty when not known. */
  public Mono<Boolean> resend(UUID messageId) {
    return on(messageId, claims::resend);
  }

  private Mono<Boolean> on(UUID messageId, Function<Send, Mono<Boolean>> change) {
    return ledger.find(messageId).flatMap(change).doOnNext(changed -> told(messageId));
  }

  private void told(UUID messageId) {
    watch.signals().changed(messageId);
    watch.signals().wake(Work.TELL);
    watch.signals().wake(Work.CALL);
  }
}
