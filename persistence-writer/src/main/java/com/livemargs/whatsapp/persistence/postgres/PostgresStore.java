package com.livemargs.whatsapp.persistence.postgres;

import com.livemargs.whatsapp.events.postgres.Schema;
import com.livemargs.whatsapp.persistence.identity.AliasEdge;
import com.livemargs.whatsapp.persistence.meter.StoreMeters;
import com.livemargs.whatsapp.persistence.meter.StoreMeters.Entity;
import com.livemargs.whatsapp.persistence.meter.Writes;
import com.livemargs.whatsapp.persistence.store.ChangeFact;
import com.livemargs.whatsapp.persistence.store.Facts;
import com.livemargs.whatsapp.persistence.store.FileFact;
import com.livemargs.whatsapp.persistence.store.MessageStore;
import com.livemargs.whatsapp.persistence.store.Rewrite;
import com.livemargs.whatsapp.persistence.store.SendFact.Pair;
import com.livemargs.whatsapp.persistence.store.State;
import com.livemargs.whatsapp.persistence.store.StatusFact;
import io.r2dbc.spi.Connection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Conversations in PostgreSQL: a batch is one transaction of a few statements. */
public final class PostgresStore implements MessageStore {

  private final StoreMeters meters;
  private final Session session;
  private final FactQueries queries;
  private final Joins joins;

  public PostgresStore(Schema schema, DatabaseClient client, TransactionalOperator transactions) {
    this(schema, client, transactions, StoreMeters.unread("postgresql"));
  }

  public PostgresStore(
      Schema schema,
      DatabaseClient client,
      TransactionalOperator transactions,
      StoreMeters meters) {
    this.meters = meters;
    session = new Session(schema, client, transactions);
    queries = new FactQueries(session);
    joins = new Joins(session);
  }

  @Override
  public Mono<Void> keep(Facts facts) {
    Writes writes = meters.writes();
    return session
        .transaction(connection -> keep(connection, facts, writes))
        .doOnSuccess(durable -> writes.durable())
        .doOnError(
            failure -> {
              meters.failed(Entity.MESSAGE, facts.messages().size() + facts.sends().size());
              meters.failed(Entity.STATUS, facts.statuses().size());
            });
  }

  private static Mono<Void> keep(Connection connection, Facts facts, Writes writes) {
    writes.again();
    return FactRows.keep(connection, facts, writes)
        .then(MessageRows.keep(connection, facts, writes));
  }

  @Override
  public Flux<AliasEdge> edges(Collection<String> aliases) {
    return queries.edges(aliases);
  }

  @Override
  public Flux<StatusFact> statuses(Collection<String> wamids) {
    return queries.statuses(wamids);
  }

  @Override
  public Flux<Pair> pairs(Collection<UUID> messageIds) {
    return queries.pairs(messageIds);
  }

  @Override
  public Flux<ChangeFact> changes(Collection<String> targets) {
    return queries.changes(targets);
  }

  @Override
  public Flux<FileFact> files(Collection<String> wamids) {
    return queries.files(wamids);
  }

  @Override
  public Mono<Map<UUID, String>> settle(List<Pair> pairs) {
    List<Pair> best = Pair.best(pairs);
    return pairs.isEmpty()
        ? Mono.just(Map.of())
        : session
            .transaction(connection -> Settlement.settle(connection, best))
            .then(Mono.defer(() -> queries.called(best)));
  }

  @Override
  public Mono<Void> advance(Map<String, State> states, Map<UUID, State> sends) {
    return joins.advance(states, sends);
  }

  @Override
  public Mono<Void> rewrite(List<Rewrite> rewrites) {
    return joins.rewrite(rewrites);
  }

  @Override
  public Mono<Void> attach(List<FileFact> files) {
    return joins.attach(files);
  }
}
