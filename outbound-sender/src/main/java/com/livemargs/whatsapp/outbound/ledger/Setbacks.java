package com.livemargs.whatsapp.outbound.ledger;

import com.livemargs.whatsapp.events.crash.CrashPoint;
import com.livemargs.whatsapp.outbound.database.LedgerDatabase;
import com.livemargs.whatsapp.outbound.message.Address;
import com.livemargs.whatsapp.outbound.pace.Hold;
import com.livemargs.whatsapp.outbound.pace.Numbers;
import com.livemargs.whatsapp.outbound.pace.Pairs;
import java.time.Duration;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * Attempts that Meta certainly did not take, and that are worth another: the send goes back to its
 * place in the queue, and the limit that it met is written down, in one transaction.
 */
public final class Setbacks {

  private static final int LONGEST_STEP = 6;

  private final LedgerDatabase database;
  private final Claims claims;
  private final Numbers numbers;
  private final Pairs pairs;

  public Setbacks(LedgerDatabase database, Claims claims, Numbers numbers, Pairs pairs) {
    this.database = database;
    this.claims = claims;
    this.numbers = numbers;
    this.pairs = pairs;
  }

  /** Nothing left this machine; it is tried again after a pause. */
  public Mono<Void> notSent(Send send, Duration pause) {
    return database.atomically(putBack(send, Hold.UNREACHABLE, pause));
  }

  /**
   * Our number sends too fast (130429, or a gateway's 429): it slows down, and this send pauses.
   */
  public Mono<Void> tooFast(Send send, Duration pause) {
    return database.atomically(
        putBack(send, Hold.NUMBER_LIMIT, pause).then(numbers.slowDown(number(send))));
  }

  /** The customer, or the group, gets too much (131056): the conversation waits. */
  public Mono<Void> tooMuch(Send send) {
    return database.atomically(
        putBack(send, Hold.CUSTOMER_LIMIT, pause(send)).then(pairs.refused(send.lane())));
  }

  // Of a customer the pair knows how long; a group has no pace of its own.
  private static Duration pause(Send send) {
    boolean group = send.address() instanceof Address.Group;
    return group ? Duration.ofSeconds(1L << Math.min(LONGEST_STEP, send.attempt())) : Duration.ZERO;
  }

  /**
   * Meta does not take our token (190): the number stops. Many sends in flight meet that together;
   * one of them stops the number, and all others go back to the queue.
   *
   * @param told decides the send if it is the one, in the same transaction; without it the one goes
   *     back too
   */
  public Mono<Void> stopped(Send send, Optional<Mono<Boolean>> told) {
    Mono<Void> waits = putBack(send, Hold.TOKEN, Duration.ZERO);
    Mono<Void> ends = told.map(Mono::then).orElse(waits);
    return database.atomically(
        numbers.stop(number(send)).flatMap(isFirst -> isFirst ? ends : waits));
  }

  /**
   * Meta took the token and refused for another reason: a number that had stopped for it goes on.
   *
   * @param setback what the refusal means, in the same transaction
   */
  public Mono<Void> tokenTaken(Send send, Mono<Void> setback) {
    return database.atomically(setback.then(resumed(send)));
  }

  /**
   * Meta answered otherwise: what the send had been waiting for is over.
   *
   * @param decided decides the send, in the same transaction: nobody would come back for the rest
   */
  public Mono<Void> over(Send send, Mono<Boolean> decided) {
    boolean waited = send.isTrial() || send.wasHeldFor(Hold.CUSTOMER_LIMIT);
    Mono<Void> over = waited ? resumed(send).then(pairs.taken(send.lane())) : Mono.empty();
    return database.atomically(
        decided.then(over).doOnSuccess(written -> CrashPoint.OUTBOUND_DECIDED.reached()));
  }

  private Mono<Void> resumed(Send send) {
    return send.isTrial() ? numbers.resume(number(send)) : Mono.empty();
  }

  /** This process may hold another token: stopped numbers are tried at once. */
  public Mono<Void> tryStopped() {
    return database.atomically(numbers.tryStopped());
  }

  private static String number(Send send) {
    return send.message().phoneNumberId();
  }

  // What was called unknown before this could be written down is not sent by itself any more.
  private Mono<Void> putBack(Send send, Hold why, Duration pause) {
    return database
        .sql(
            """
            update outbound_requests set state = 'queued', lease_until = null, held_for = $4,
              next_attempt_at = clock_timestamp() + make_interval(secs => $3),
              foremost = true
            where message_id = $1 and attempt = $2 and state = 'in_flight'
            """)
        .bind(0, send.messageId())
        .bind(1, send.attempt())
        .bind(2, (double) pause.toMillis() / 1000)
        .bind(3, why.word())
        .fetch()
        .rowsUpdated()
        .filter(changed -> changed == 0)
        .flatMap(late -> claims.foundUnsent(send))
        .then();
  }
}
