package com.livemargs.whatsapp.persistence.intake;

import com.livemargs.whatsapp.events.kafka.BatchHandler;
import com.livemargs.whatsapp.events.meta.Customer;
import com.livemargs.whatsapp.persistence.identity.AliasEdge;
import com.livemargs.whatsapp.persistence.identity.Aliases;
import com.livemargs.whatsapp.persistence.store.Facts;
import com.livemargs.whatsapp.persistence.store.MessageStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stores what a group reads: one batch, a handful of statements. */
public final class Intake implements BatchHandler {

  /** The topics that hold what is stored. */
  public static final List<String> TOPICS = ItemReader.TOPICS;

  // A batch of the largest records would not fit a statement.
  private static final int MOST_BYTES = 8 << 20;

  // What is brought back expires with what was stored at its time, give or take this.
  private static final long SAME_TIME_MILLIS = Duration.ofMinutes(10).toMillis();

  private final MessageStore store;
  private final Lifetime lifetime;
  private final Aside aside;
  private final Aliases aliases;
  private final Joiner joiner;
  private final boolean restoring;

  /** Puts a record aside that cannot be read; completes once that is durable. */
  @FunctionalInterface
  public interface Aside {

    /** Puts it aside. */
    Mono<Void> put(ConsumerRecord<String, byte[]> record, Throwable why);
  }

  public Intake(MessageStore store, Lifetime lifetime, Aside aside) {
    this(store, lifetime, aside, false);
  }

  /** Stores again what a group has read before: it expires as if it had been stored then. */
  public static Intake restoring(MessageStore store, Lifetime lifetime, Aside aside) {
    return new Intake(store, lifetime, aside, true);
  }

  private Intake(MessageStore store, Lifetime lifetime, Aside aside, boolean restoring) {
    this.restoring = restoring;
    this.store = store;
    this.lifetime = lifetime;
    this.aside = aside;
    this.aliases = new Aliases(store::edges);
    this.joiner = new Joiner(store);
  }

  @Override
  public Mono<Void> handle(List<ConsumerRecord<String, byte[]>> batch) {
    List<ConsumerRecord<String, byte[]>> alive =
        restoring
            ? batch.stream().filter(record -> !lifetime.isOver(time(record))).toList()
            : batch;
    return Flux.fromIterable(slices(alive)).concatMap(this::take).then();
  }

  private static Instant time(ConsumerRecord<String, byte[]> record) {
    return Instant.ofEpochMilli(record.timestamp());
  }

  private List<List<ConsumerRecord<String, byte[]>>> slices(
      List<ConsumerRecord<String, byte[]>> batch) {
    List<List<ConsumerRecord<String, byte[]>>> slices = new ArrayList<>();
    int bytes = MOST_BYTES;
    for (ConsumerRecord<String, byte[]> record : batch) {
      bytes += Math.max(record.serializedValueSize(), 0);
      if (bytes > MOST_BYTES || slices.isEmpty() || isOfAnotherTime(record, slices.getLast())) {
        slices.add(new ArrayList<>());
        bytes = Math.max(record.serializedValueSize(), 0);
      }
      slices.getLast().add(record);
    }
    return slices;
  }

  private boolean isOfAnotherTime(
      ConsumerRecord<String, byte[]> record, List<ConsumerRecord<String, byte[]>> slice) {
    long apart = Math.abs(record.timestamp() - slice.getFirst().timestamp());
    return restoring && apart > SAME_TIME_MILLIS;
  }

  private Mono<Void> take(List<ConsumerRecord<String, byte[]>> slice) {
    List<Item> items = new ArrayList<>();
    List<Mono<Void>> unreadable = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : slice) {
      try {
        items.add(ItemReader.read(record));
      } catch (RuntimeException poison) {
        // Reading touches nothing outside: it fails alike on every try.
        unreadable.add(aside.put(record, poison));
      }
    }
    return Flux.concat(unreadable).then(store(items, span(slice)));
  }

  private Lifetime.Span span(List<ConsumerRecord<String, byte[]>> slice) {
    return restoring ? lifetime.from(time(slice.getFirst())) : lifetime.fromNow();
  }

  private Mono<Void> store(List<Item> items, Lifetime.Span span) {
    return aliases
        .closure(nameless(items))
        .map(known -> facts(items, known, span))
        .flatMap(facts -> store.keep(facts).then(joiner.join(facts)));
  }

  private static Facts facts(List<Item> items, Set<AliasEdge> known, Lifetime.Span span) {
    return new Gathering(known).facts(items, span.storedAt(), span.expiresAt());
  }

  // Customers that show no phone: theirs may be known.
  private static Set<String> nameless(List<Item> items) {
    return items.stream()
        .flatMap(item -> item instanceof Item.Said said ? Stream.of(said) : Stream.empty())
        .map(said -> said.message().customer())
        .filter(customer -> customer.phone() == null)
        .map(Customer::identity)
        .map(AliasEdge::safe)
        .collect(Collectors.toSet());
  }
}
