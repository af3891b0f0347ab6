package com.livemargs.whatsapp.persistence.mongo;

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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Conversations in MongoDB, without transactions, update pipelines or partial indexes: what the
 * in-process stand-in lacks is not needed.
 */
public final class MongoStore implements MessageStore {

  private final MongoHouse house;
  private final StoreMeters meters;
  private final FactFinder finder;
  private final DocumentJoins joins;
  private final RoomDocs rooms;

  public MongoStore(MongoHouse house, StoreMeters meters) {
    this(house, meters, ToldRooms.remembered());
  }

  private MongoStore(MongoHouse house, StoreMeters meters, ToldRooms told) {
    this.meters = meters;
    this.house = house;
    this.finder = new FactFinder(house);
    this.joins = new DocumentJoins(house);
    this.rooms = new RoomDocs(house, told);
  }

  /** For what comes out of the log again, into a store that may have lost what it had. */
  public static MongoStore restoring(MongoHouse house) {
    return new MongoStore(house, StoreMeters.unread("mongodb"), ToldRooms.forgotten());
  }

  // Side by side: one flush of the journal serves them all, and none needs another to be there.
  @Override
  public Mono<Void> keep(Facts facts) {
    Writes writes = meters.writes();
    return house
        .ready()
        .then(
            Mono.when(
                new FactDocs(house, rooms, writes).keep(facts),
                new MessageWriter(house, writes).keep(facts)))
        .doOnSuccess(durable -> writes.durable())
        .doOnError(
            failure -> {
              house.failed(failure);
              meters.failed(Entity.MESSAGE, facts.messages().size() + facts.sends().size());
              meters.failed(Entity.STATUS, facts.statuses().size());
            });
  }

  @Override
  public Flux<AliasEdge> edges(Collection<String> aliases) {
    return finder.edges(aliases);
  }

  @Override
  public Flux<StatusFact> statuses(Collection<String> wamids) {
    return finder.statuses(wamids);
  }

  @Override
  public Flux<Pair> pairs(Collection<UUID> messageIds) {
    return finder.pairs(messageIds);
  }

  @Override
  public Flux<ChangeFact> changes(Collection<String> targets) {
    return finder.changes(targets);
  }

  @Override
  public Flux<FileFact> files(Collection<String> wamids) {
    return finder.files(wamids);
  }

  @Override
  public Mono<Map<UUID, String>> settle(List<Pair> pairs) {
    return new EchoMerge(house).settle(pairs).doOnError(house::failed);
  }

  @Override
  public Mono<Void> advance(Map<String, State> states, Map<UUID, State> sends) {
    return joins.advance(states, sends).doOnError(house::failed);
  }

  @Override
  public Mono<Void> rewrite(List<Rewrite> rewrites) {
    return joins.rewrite(rewrites).doOnError(house::failed);
  }

  @Override
  public Mono<Void> attach(List<FileFact> files) {
    return joins.attach(files).doOnError(house::failed);
  }
}
