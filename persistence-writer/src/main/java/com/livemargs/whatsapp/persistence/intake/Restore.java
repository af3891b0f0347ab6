package com.livemargs.whatsapp.persistence.intake;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.kafka.BatchHandler;
import com.livemargs.whatsapp.persistence.meter.LateStatuses;
import com.livemargs.whatsapp.persistence.store.Facts;
import com.livemargs.whatsapp.persistence.store.MessageStore;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Mono;

/**
 * Stores once more what a group has read before, each record as if it were stored when it came: it
 * expires when it would have, and what would be gone by now stays away.
 */
public final class Restore implements BatchHandler {

  private final MessageStore store;
  private final Lifetime lifetime;
  private final Lifetimes earlier;
  private final Intake again;

  public Restore(MessageStore store, Lifetime lifetime, Lifetimes earlier) {
    this.store = store;
    this.lifetime = lifetime;
    this.earlier = earlier;
    this.again = Intake.again(store, lifetime);
  }

  @Override
  public Mono<Void> handle(List<ConsumerRecord<String, byte[]>> batch) {
    return earlier
        .all()
        .collectList()
        .map(eras -> new Ages(lifetime, eras))
        .flatMap(ages -> again.handle(batch.stream().filter(it -> isAlive(it, ages)).toList()));
  }

  /** Keeps what another store holds, and joins it to what is here. */
  public Mono<Void> keep(Facts facts) {
    return store.keep(facts).then(new Joiner(store, LateStatuses.unread()).join(facts));
  }

  // Who is whom holds for ever.
  private static boolean isAlive(ConsumerRecord<String, byte[]> record, Ages ages) {
    return record.topic().equals(Topics.IDENTITIES)
        || !ages.isOver(Instant.ofEpochMilli(record.timestamp()));
  }
}
