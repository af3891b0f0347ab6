package com.livemargs.whatsapp.persistence.intake;

import com.livemargs.whatsapp.events.kafka.BatchHandler;
import com.livemargs.whatsapp.persistence.meter.LateStatuses;
import com.livemargs.whatsapp.persistence.store.Facts;
import com.livemargs.whatsapp.persistence.store.MessageStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Stores once more what a group has read before, as if it were stored when it came: it expires when
 * it would have, and what would be gone by now stays away.
 */
public final class Restore implements BatchHandler {

  // What came at about the same time is stored together and expires together.
  private static final long TOGETHER_MILLIS = Duration.ofMinutes(10).toMillis();

  private final MessageStore store;
  private final Lifetime lifetime;

  public Restore(MessageStore store, Lifetime lifetime) {
    this.store = store;
    this.lifetime = lifetime;
  }

  @Override
  public Mono<Void> handle(List<ConsumerRecord<String, byte[]>> batch) {
    return Flux.fromIterable(slices(batch)).concatMap(this::store).then();
  }

  /** Keeps what another store holds, and joins it to what is here. */
  public Mono<Void> keep(Facts facts) {
    return store.keep(facts).then(new Joiner(store, LateStatuses.unread()).join(facts));
  }

  // What cannot be read lies among the dead letters of its group already.
  private Mono<Void> store(List<ConsumerRecord<String, byte[]>> slice) {
    Lifetime then = lifetime.asOf(time(slice.getFirst()));
    return new Intake(store, then, (record, why) -> Mono.empty()).handle(slice);
  }

  private List<List<ConsumerRecord<String, byte[]>>> slices(
      List<ConsumerRecord<String, byte[]>> batch) {
    List<List<ConsumerRecord<String, byte[]>>> slices = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : batch) {
      if (lifetime.isOver(time(record))) {
        continue;
      }
      if (slices.isEmpty() || !isTogether(slices.getLast().getFirst(), record)) {
        slices.add(new ArrayList<>());
      }
      slices.getLast().add(record);
    }
    return slices;
  }

  private static boolean isTogether(
      ConsumerRecord<String, byte[]> one, ConsumerRecord<String, byte[]> other) {
    return Math.abs(one.timestamp() - other.timestamp()) <= TOGETHER_MILLIS;
  }

  private static Instant time(ConsumerRecord<String, byte[]> record) {
    return Instant.ofEpochMilli(record.timestamp());
  }
}
