package com.livemargs.whatsapp.persistence.reconcile;

import com.livemargs.whatsapp.persistence.intake.Mention;
import com.livemargs.whatsapp.persistence.intake.Restore;
import com.livemargs.whatsapp.persistence.store.ChangeFact;
import com.livemargs.whatsapp.persistence.store.FileFact;
import com.livemargs.whatsapp.persistence.store.MessageStore;
import com.livemargs.whatsapp.persistence.store.StatusFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One of the two stores: what it holds, and a way to bring records into it again.
 *
 * @param name for reports, such as {@code postgresql}
 * @param group that stores into it
 * @param restore takes records as if they had been stored at their time
 */
public record Side(
    String name, String group, Inventory inventory, MessageStore store, Restore restore) {

  static final int AT_ONCE = 500;

  /** Messages with everything that belongs to them. */
  Flux<Entry> between(Instant from, Instant to, Instant alive) {
    return complete(inventory.between(from, to, alive));
  }

  /** These messages by id, with everything that belongs to them. */
  Mono<Map<UUID, Entry>> of(Collection<UUID> ids, Instant alive) {
    return Flux.fromIterable(ids)
        .buffer(AT_ONCE)
        .concatMap(some -> complete(inventory.of(some, alive)))
        .collectMap(Entry::messageId);
  }

  /** Those of these messages that are not there under any name. */
  Mono<List<Mention>> missing(Collection<Mention> mentions) {
    return Flux.fromIterable(mentions)
        .buffer(AT_ONCE)
        .concatMap(
            some ->
                inventory
                    .names(
                        some.stream().map(Mention::messageId).toList(),
                        some.stream().flatMap(one -> Stream.ofNullable(one.wamid())).toList())
                    .collect(HashSet<Object>::new, Side::add)
                    .map(there -> some.stream().filter(one -> !knows(there, one)).toList()))
        .collect(ArrayList::new, List::addAll);
  }

  private static void add(Set<Object> there, Name name) {
    there.add(name.messageId());
    if (name.wamid() != null) {
      there.add(name.wamid());
    }
  }

  private static boolean knows(Set<Object> there, Mention one) {
    return there.contains(one.messageId()) || (one.wamid() != null && there.contains(one.wamid()));
  }

  private Flux<Entry> complete(Flux<Entry> entries) {
    return entries.buffer(AT_ONCE).concatMap(this::complete, 1);
  }

  private Flux<Entry> complete(List<Entry> entries) {
    List<String> wamids =
        entries.stream().flatMap(entry -> Stream.ofNullable(entry.wamid())).toList();
    Map<String, Fingerprint> facts = new HashMap<>();
    Mono<Void> statuses =
        store.statuses(wamids).doOnNext(it -> add(facts, it.wamid(), of(it))).then();
    Mono<Void> changes =
        store.changes(wamids).doOnNext(it -> add(facts, it.target(), of(it))).then();
    Mono<Void> files = store.files(wamids).doOnNext(it -> add(facts, it.wamid(), of(it))).then();
    return statuses.then(changes).then(files).thenMany(Flux.defer(() -> with(entries, facts)));
  }

  private static Flux<Entry> with(List<Entry> entries, Map<String, Fingerprint> facts) {
    List<Entry> whole = new ArrayList<>();
    for (Entry entry : entries) {
      String wamid = String.valueOf(entry.wamid());
      whole.add(entry.with(facts.getOrDefault(wamid, Fingerprint.NONE)));
    }
    return Flux.fromIterable(whole);
  }

  private static void add(Map<String, Fingerprint> facts, String wamid, Fingerprint one) {
    facts.merge(wamid, one, Fingerprint::plus);
  }

  private static Fingerprint of(StatusFact it) {
    return Fingerprint.of("status", it.status(), it.timestamp(), it.code(), it.reason());
  }

  private static Fingerprint of(ChangeFact it) {
    return Fingerprint.of(it.kind(), it.wamid(), it.actor(), it.content(), it.timestamp());
  }

  private static Fingerprint of(FileFact it) {
    return Fingerprint.of("file", it.key(), it.name(), it.size(), it.mimeType());
  }
}
