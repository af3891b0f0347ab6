package com.livemargs.whatsapp.chaos.rebuild;

import com.livemargs.whatsapp.chaos.check.Sets;
import com.livemargs.whatsapp.chaos.evidence.AcceptedSend;
import com.livemargs.whatsapp.chaos.evidence.Evidence;
import com.livemargs.whatsapp.chaos.evidence.StoredMessage;
import com.livemargs.whatsapp.chaos.evidence.StoredSend;
import com.livemargs.whatsapp.chaos.workload.Asked;
import com.livemargs.whatsapp.chaos.workload.Book;
import com.livemargs.whatsapp.chaos.workload.Said;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a rebuilt store holds, against what it held before the load and against the other store. In
 * which room a message is, and with which phone, is no part of its content here: a store keeps the
 * room that it knew when it stored it.
 */
final class Restored {

  private final Loss loss;
  private final Book book;
  private final Evidence before;
  private final Evidence after;

  /**
   * A judge of one rebuild.
   *
   * @param book what was said and asked while it went on
   * @param before all that was there, at rest
   * @param after all that is there, at rest again
   */
  Restored(Loss loss, Book book, Evidence before, Evidence after) {
    this.loss = loss;
    this.book = book;
    this.before = before;
    this.after = after;
  }

  /** Messages and lines that the store held before and does not hold again: ids. */
  Set<String> lost() {
    Set<String> lost = Sets.missing(ids(loss.messages(before)), ids(loss.messages(after)));
    lost.addAll(Sets.missing(loss.lines(before), loss.lines(after)));
    return lost;
  }

  private static List<String> ids(List<StoredMessage> stored) {
    return stored.stream().map(StoredMessage::messageId).toList();
  }

  /** Messages that the store holds again, with another content or status: ids. */
  Set<String> changed() {
    return unlike(loss.messages(before), loss.messages(after));
  }

  /** Messages that both stores hold, not alike, and that were not so before: ids. */
  Set<String> different() {
    Set<String> different = unlike(after.postgres(), after.mongo());
    different.removeAll(unlike(before.postgres(), before.mongo()));
    return different;
  }

  /** Sends that Meta took of those that were asked for, and that a store does not hold so: ids. */
  Set<String> sendsWithoutMessage() {
    Set<String> texts = book.asked().stream().map(Asked::text).collect(Collectors.toSet());
    Map<String, StoredMessage> rows = byId(after.postgres());
    Map<String, StoredMessage> documents = byId(after.mongo());
    return after.accepted().stream()
        .filter(send -> texts.contains(send.text()))
        .filter(
            send ->
                !says(rows.get(send.messageId()), send)
                    || !says(documents.get(send.messageId()), send))
        .map(AcceptedSend::messageId)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean says(@Nullable StoredMessage stored, AcceptedSend send) {
    return stored != null && send.text().equals(stored.text());
  }

  /** Entries of the sender's ledger that are gone: message ids. */
  Set<String> forgottenSends() {
    return Sets.missing(
        before.sends().stream().map(StoredSend::messageId).toList(),
        after.sends().stream().map(StoredSend::messageId).toList());
  }

  /** Messages whose words are not those that were said, in either store: ids. */
  Set<String> otherWords() {
    return Stream.concat(after.postgres().stream(), after.mongo().stream())
        .filter(this::isOtherwise)
        .map(StoredMessage::messageId)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private boolean isOtherwise(StoredMessage stored) {
    Said said = said(stored);
    return said != null && !Objects.equals(said.text(), stored.text());
  }

  private @Nullable Said said(StoredMessage stored) {
    String wamid = stored.wamid();
    return wamid == null ? null : book.byWamid().get(wamid);
  }

  /**
   * A message in another room than that of its customer.
   *
   * @param room where it is
   * @param home where it was before, or should be
   */
  record Elsewhere(String room, String home) {}

  /** Messages that a store has elsewhere, one by one. */
  List<Elsewhere> elsewhere(Loss store) {
    Map<String, StoredMessage> were = byId(store.messages(before));
    List<Elsewhere> elsewhere = new ArrayList<>();
    for (StoredMessage stored : store.messages(after)) {
      String home = home(stored, were.get(stored.messageId()));
      if (!home.equals(stored.room())) {
        elsewhere.add(new Elsewhere(stored.room(), home));
      }
    }
    return elsewhere;
  }

  private String home(StoredMessage stored, @Nullable StoredMessage was) {
    Said said = said(stored);
    String known = was == null ? stored.room() : was.room();
    return said == null ? known : said.room();
  }

  private static Set<String> unlike(
      Collection<StoredMessage> here, Collection<StoredMessage> there) {
    Map<String, StoredMessage> others = byId(there);
    Set<String> unlike = new TreeSet<>();
    for (StoredMessage one : here) {
      StoredMessage other = others.get(one.messageId());
      if (other != null && !content(one).equals(content(other))) {
        unlike.add(one.messageId());
      }
    }
    return unlike;
  }

  private static Map<String, StoredMessage> byId(Collection<StoredMessage> stored) {
    return stored.stream()
        .collect(
            Collectors.toMap(StoredMessage::messageId, Function.identity(), (one, twice) -> one));
  }

  private static StoredMessage content(StoredMessage message) {
    return new StoredMessage(
        message.wamid(),
        message.messageId(),
        "",
        null,
        message.type(),
        message.text(),
        message.direction(),
        message.status(),
        message.mediaStatus(),
        message.mediaUrl(),
        message.timestamp(),
        message.times());
  }
}
