package com.livemargs.whatsapp.outbound.pace;

import com.livemargs.whatsapp.events.identity.IdentityView;
import com.livemargs.whatsapp.events.memory.BoundedMap;
import com.livemargs.whatsapp.outbound.database.LedgerDatabase;
import com.livemargs.whatsapp.outbound.message.Conversation;
import com.livemargs.whatsapp.outbound.message.WindowPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Who has written to which of our numbers within 24 hours: within them a customer may be sent
 * anything. Whoever is not known here has not, because the topic of messages, which is read from
 * its beginning, goes back much further.
 */
public final class Windows {

  private static final Duration LENGTH = Duration.ofHours(24);
  private static final Duration WORTH_A_WRITE = Duration.ofMinutes(1);
  private static final int REMEMBERED = 20_000;

  private final LedgerDatabase database;
  private final PaceSettings settings;
  private final IdentityView identities;

  // What this process knows to be written, so that a lively conversation costs no statement.
  private final Map<String, Instant> written =
      Collections.synchronizedMap(BoundedMap.ofUsed(REMEMBERED));

  public Windows(LedgerDatabase database, PaceSettings settings, IdentityView identities) {
    this.database = database;
    this.settings = settings;
    this.identities = identities;
  }

  /**
   * A customer wrote.
   *
   * @param customer digits of the phone, business-scoped id, or the group's id
   * @param at Meta's time
   */
  public record Wrote(String phoneNumberId, String customer, Instant at) {

    /** Whether it is too long ago to matter. */
    public boolean isOver() {
      return at.isBefore(Instant.now().minus(LENGTH));
    }

    private String key() {
      return phoneNumberId + ":" + customer;
    }
  }

  /**
   * Learns when customers wrote, each at most once in the list. What is newer by less than a minute
   * is not worth a write; the window then counts as closed that much earlier.
   */
  public Mono<Void> learn(Collection<Wrote> wrote) {
    // in one order, so that two instances do not wait for each other's rows
    List<Wrote> all =
        wrote.stream()
            .filter(this::isNews)
            .sorted(Comparator.comparing(Wrote::phoneNumberId).thenComparing(Wrote::customer))
            .toList();
    return all.isEmpty()
        ? Mono.empty()
        : database
            .atomically(write(all))
            .doOnSuccess(durable -> all.forEach(one -> written.put(one.key(), one.at())));
  }

  private boolean isNews(Wrote wrote) {
    Instant known = written.get(wrote.key());
    return known == null || known.plus(WORTH_A_WRITE).isBefore(wrote.at());
  }

  private Mono<Void> write(List<Wrote> wrote) {
    return database
        .sql(
            """
            insert into outbound_windows as w (phone_number_id, customer, wrote_at)
            select n, c, to_timestamp(t / 1000.0) from unnest($1::text[], $2::text[], $3::bigint[]) as u (n, c, t)
            on conflict (phone_number_id, customer) do update set wrote_at = excluded.wrote_at
              where w.wrote_at < excluded.wrote_at
            """)
        .bind(0, wrote.stream().map(Wrote::phoneNumberId).toArray(String[]::new))
        .bind(1, wrote.stream().map(Wrote::customer).toArray(String[]::new))
        .bind(2, wrote.stream().map(w -> w.at().toEpochMilli()).toArray(Long[]::new))
        .fetch()
        .rowsUpdated()
        .then();
  }

  /**
   * A message that somebody wants sent.
   *
   * @param policy the request's own, or null for the configured one
   */
  public record Wanted(
      @Nullable WindowPolicy policy, String phoneNumberId, Conversation conversation) {}

  /** Those of the messages that may go as far as the 24 hours are concerned. */
  public Mono<Set<Wanted>> admitted(Collection<Wanted> wanted) {
    List<Wanted> bound = wanted.stream().filter(this::isBound).toList();
    Set<Wanted> free =
        wanted.stream().filter(Predicate.not(this::isBound)).collect(Collectors.toSet());
    return bound.isEmpty()
        ? Mono.just(free)
        : database
            .atomically(database.byIndexOnly().thenMany(open(bound)))
            .concatWithValues(free.toArray(Wanted[]::new))
            .collect(Collectors.toSet());
  }

  private boolean isBound(Wanted wanted) {
    WindowPolicy policy = wanted.policy() == null ? settings.policy() : wanted.policy();
    return switch (policy) {
      case ALLOW -> false;
      case REFUSE -> true;
    };
  }

  /** A name of a customer, and the place of the message in its list. */
  private record Name(int place, String phoneNumberId, String customer) {}

  // One statement for all: a batch of refused commands, looked at one by one, takes too long for a
  // consumer.
  private Flux<Wanted> open(List<Wanted> wanted) {
    List<Name> names =
        IntStream.range(0, wanted.size())
            .boxed()
            .flatMap(place -> names(place, wanted.get(place)))
            .toList();
    return database
        .sql(
            """
            select distinct place from unnest($1::int[], $2::text[], $3::text[]) as u (place, n, c)
            join outbound_windows w on w.phone_number_id = u.n and w.customer = u.c
            where w.wrote_at > now() - make_interval(secs => $4)
            """)
        .bind(0, names.stream().map(Name::place).toArray(Integer[]::new))
        .bind(1, names.stream().map(Name::phoneNumberId).toArray(String[]::new))
        .bind(2, names.stream().map(Name::customer).toArray(String[]::new))
        .bind(3, (double) LENGTH.toSeconds())
        .map(row -> wanted.get(Objects.requireNonNull(row.get("place", Integer.class))))
        .all();
  }

  // Meta may know a number by other digits than those that are dialled (Brazil, Mexico).
  private Stream<Name> names(int place, Wanted wanted) {
    Conversation with = wanted.conversation();
    return Stream.of(with.address().value(), with.phone(), with.userId())
        .filter(Objects::nonNull)
        .flatMap(name -> identities.aliases(name).stream())
        .distinct()
        .map(name -> new Name(place, wanted.phoneNumberId(), name));
  }

  /** Forgets windows that closed long ago. */
  public Mono<Void> forget() {
    return database.atomically(
        database
            .sql("delete from outbound_windows where wrote_at < now() - interval '25 hours'")
            .fetch()
            .rowsUpdated()
            .then());
  }
}
