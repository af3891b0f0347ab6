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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Who has written to which of our numbers within 24 hours: within them a customer may be sent
 * anything. Whoever is not known here has not, because the topic of messages, which is read from
 * its beginning, goes back much further.
 */
public final class Windows {

  /** Between two looks for a window that may be on its way here. */
  public static final Duration PAUSE = Duration.ofMillis(250);

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
   * Whether a message may go as far as the 24 hours are concerned.
   *
   * @param asked the request's own policy, or null for the configured one
   */
  public Mono<Boolean> admits(
      @Nullable WindowPolicy asked, String phoneNumberId, Conversation conversation) {
    return switch (asked == null ? settings.policy() : asked) {
      case ALLOW -> Mono.just(true);
      case REFUSE -> database.atomically(isOpen(phoneNumberId, conversation));
    };
  }

  private Mono<Boolean> isOpen(String phoneNumberId, Conversation conversation) {
    // Meta may know a number by other digits than those that are dialled (Brazil, Mexico).
    String[] names =
        Stream.of(conversation.address().value(), conversation.phone(), conversation.userId())
            .filter(Objects::nonNull)
            .flatMap(name -> identities.aliases(name).stream())
            .distinct()
            .toArray(String[]::new);
    return database
        .sql(
            "select exists (select 1 from outbound_windows where phone_number_id = $1"
                + " and customer = any($2) and wrote_at > now() - make_interval(secs => $3)) as open")
        .bind(0, phoneNumberId)
        .bind(1, names)
        .bind(2, (double) LENGTH.toSeconds())
        .map(row -> Boolean.TRUE.equals(row.get("open", Boolean.class)))
        .one();
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
