package com.livemargs.whatsapp.persistence.intake;

import com.livemargs.whatsapp.events.crash.CrashPoint;
import com.livemargs.whatsapp.events.kafka.BatchHandler;
import com.livemargs.whatsapp.events.meta.Customer;
import com.livemargs.whatsapp.persistence.identity.AliasEdge;
import com.livemargs.whatsapp.persistence.identity.Aliases;
import com.livemargs.whatsapp.persistence.identity.StoredEdges;
import com.livemargs.whatsapp.persistence.meter.LateStatuses;
import com.livemargs.whatsapp.persistence.store.Facts;
import com.livemargs.whatsapp.persistence.store.MessageStore;
import com.livemargs.whatsapp.persistence.store.Span;
import com.livemargs.whatsapp.persistence.store.Spans;
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

  private final MessageStore store;
  private final Lifetime lifetime;
  private final Aside aside;
  private final Aliases aliases;
  private final StoredEdges storedEdges = new StoredEdges();
  private final Joiner joiner;
  private final boolean asItCame;

  /** Puts a record aside that cannot be read; completes once that is durable. */
  @FunctionalInterface
  public interface Aside {

    /** Puts it aside. */
    Mono<Void> put(ConsumerRecord<String, byte[]> record, Throwable why);
  }

  private record Taken(Item item, long came) {}

  public Intake(MessageStore store, Lifetime lifetime, Aside aside) {
    this(store, lifetime, aside, LateStatuses.unread());
  }

  public Intake(MessageStore store, Lifetime lifetime, Aside aside, LateStatuses late) {
    this(store, lifetime, aside, late, false);
  }

  private Intake(
      MessageStore store, Lifetime lifetime, Aside aside, LateStatuses late, boolean asItCame) {
    this.store = store;
    this.lifetime = lifetime;
    this.aside = aside;
    this.aliases = new Aliases(store::edges);
    this.joiner = new Joiner(store, late);
    this.asItCame = asItCame;
  }

  /**
   * Stores what a group has read before: each record stays from when it came, and what cannot be
   * read lies among the dead letters already.
   */
  static Intake again(MessageStore store, Lifetime lifetime) {
    Aside passed = (record, why) -> Mono.empty();
    return new Intake(store, lifetime, passed, LateStatuses.unread(), true);
  }

  @Override
  public Mono<Void> handle(List<ConsumerRecord<String, byte[]>> batch) {
    return Flux.fromIterable(slices(batch))
        .concatMap(this::take)
        .then()
        .doOnSuccess(stored -> CrashPoint.PERSISTENCE_BEFORE_COMMIT.reached());
  }

  private static List<List<ConsumerRecord<String, byte[]>>> slices(
      List<ConsumerRecord<String, byte[]>> batch) {
    List<List<ConsumerRecord<String, byte[]>>> slices = new ArrayList<>();
    int bytes = MOST_BYTES;
    for (ConsumerRecord<String, byte[]> record : batch) {
      bytes += Math.max(record.serializedValueSize(), 0);
      if (bytes > MOST_BYTES || slices.isEmpty()) {
        slices.add(new ArrayList<>());
        bytes = Math.max(record.serializedValueSize(), 0);
      }
      slices.getLast().add(record);
    }
    return slices;
  }

  private Mono<Void> take(List<ConsumerRecord<String, byte[]>> slice) {
    List<Taken> items = new ArrayList<>();
    List<Mono<Void>> unreadable = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : slice) {
      try {
        items.add(new Taken(ItemReader.read(record), record.timestamp()));
      } catch (RuntimeException poison) {
        // Reading touches nothing outside: it fails alike on every try.
        unreadable.add(aside.put(record, poison));
      }
    }
    return Flux.concat(unreadable).then(store(items));
  }

  private Mono<Void> store(List<Taken> items) {
    return aliases.closure(nameless(items)).map(known -> facts(items, known)).flatMap(this::keep);
  }

  private Mono<Void> keep(Facts facts) {
    // What is restored may be missing although this process stored it once.
    List<AliasEdge> edges = asItCame ? facts.edges() : storedEdges.news(facts.edges());
    CrashPoint.PERSISTENCE_BEFORE_WRITE.reached();
    return store
        .keep(facts.withEdges(edges))
        .doOnSuccess(kept -> storedEdges.stored(edges))
        .doOnSuccess(kept -> CrashPoint.PERSISTENCE_WRITTEN.reached())
        .then(joiner.join(facts));
  }

  private Facts facts(List<Taken> items, Set<AliasEdge> known) {
    Span now = lifetime.fromNow();
    Gathering gathering = new Gathering(known, asItCame ? Spans.each(now) : Spans.alike(now));
    for (Taken one : items) {
      gathering.add(one.item(), asItCame ? lifetime.from(Instant.ofEpochMilli(one.came())) : now);
    }
    return gathering.facts();
  }

  // Customers that show no phone: theirs may be known.
  private static Set<String> nameless(List<Taken> items) {
    return items.stream()
        .flatMap(one -> one.item() instanceof Item.Said said ? Stream.of(said) : Stream.empty())
        .map(said -> said.message().customer())
        .filter(customer -> customer.phone() == null)
        .map(Customer::identity)
        .map(AliasEdge::safe)
        .collect(Collectors.toSet());
  }
}
