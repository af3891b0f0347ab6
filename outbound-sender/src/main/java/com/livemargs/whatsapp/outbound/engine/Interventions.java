package com.livemargs.whatsapp.outbound.engine;

import com.livemargs.whatsapp.outbound.engine.Signals.Work;
import com.livemargs.whatsapp.outbound.ledger.Claims;
import com.livemargs.whatsapp.outbound.ledger.Ledger;
import com.livemargs.whatsapp.outbound.ledger.Send;
import com.livemargs.whatsapp.outbound.ledger.SendState;
import com.livemargs.whatsapp.outbound.ledger.Verdict;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/**
 * What people may do to a send: cancel one that waits, settle or repeat one that is unknown. Each
 * leaves a line in the log: who, what, and from where to where.
 */
public final class Interventions {

  private static final Logger log = LoggerFactory.getLogger(Interventions.class);

  private final Ledger ledger;
  private final Claims claims;
  private final Watch watch;

  public Interventions(Ledger ledger, Claims claims, Watch watch) {
    this.ledger = ledger;
    this.claims = claims;
    this.watch = watch;
  }

  private record Wish(Intervention what, SendState to, UUID messageId, String operator) {}

  /**
   * Takes a queued send out of the queue: false when it is not queued, empty when not known.
   *
   * @param operator who wants it, in a log
   */
  public Mono<Boolean> cancel(UUID messageId, String operator) {
    Wish wish = new Wish(Intervention.CANCEL, SendState.FAILED, messageId, operator);
    return fulfil(wish, claims::cancel);
  }

  /**
   * Decides an unknown send: false when it is not unknown, empty when not known.
   *
   * @param operator who wants it, in a log
   */
  public Mono<Boolean> resolve(UUID messageId, Verdict verdict, String operator) {
    Wish wish = new Wish(Intervention.RESOLVE, verdict.state(), messageId, operator);
    return fulfil(wish, send -> claims.resolve(send, verdict))
        .doOnNext(
            done -> {
              if (done) {
                watch.meters().settled("operator");
              }
            });
  }

  /**
   * Sends an unknown send again: false when it is not unknown, empty when not known.
   *
   * @param operator who wants it, in a log
   */
  public Mono<Boolean> resend(UUID messageId, String operator) {
    Wish wish = new Wish(Intervention.RESEND, SendState.QUEUED, messageId, operator);
    return fulfil(wish, claims::resend);
  }

  private Mono<Boolean> fulfil(Wish wish, Function<Send, Mono<Boolean>> change) {
    return ledger
        .find(wish.messageId())
        .flatMap(send -> audited(wish, send, change.apply(send)))
        .doOnNext(changed -> told(wish.messageId()));
  }

  // However it ends, by a caller who hangs up too.
  private Mono<Boolean> audited(Wish wish, Send send, Mono<Boolean> change) {
    AtomicBoolean done = new AtomicBoolean();
    return change
        .doOnNext(
            changed -> {
              done.set(changed);
              if (changed) {
                watch.meters().intervened(wish.what());
              }
            })
        .doFinally(end -> audit(wish, send, done.get(), end));
  }

  private static void audit(Wish wish, Send send, boolean done, SignalType end) {
    log.atInfo()
        .addKeyValue("action", wish.what().word())
        .addKeyValue("operator", wish.operator())
        .addKeyValue("message", wish.messageId())
        .addKeyValue("from", (done ? wish.what().from() : send.state()).word())
        .addKeyValue("to", wish.to().word())
        .addKeyValue("done", done)
        .addKeyValue("end", end)
        .log("An operator intervened in a send");
  }

  private void told(UUID messageId) {
    watch.signals().changed(messageId);
    watch.signals().wake(Work.TELL);
    watch.signals().wake(Work.CALL);
  }
}
