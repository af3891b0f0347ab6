package com.livemargs.whatsapp.chaos.check;

import com.livemargs.whatsapp.chaos.evidence.Evidence;
import com.livemargs.whatsapp.chaos.evidence.StoredLine;
import com.livemargs.whatsapp.chaos.evidence.StoredMessage;
import com.livemargs.whatsapp.chaos.workload.Book;
import com.livemargs.whatsapp.chaos.workload.Reach;
import com.livemargs.whatsapp.chaos.workload.Said;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What became of the messages and statuses that were answered 200. */
public final class Inbound {

  private final Book book;
  private final Evidence evidence;
  private final Map<String, StoredMessage> postgres;
  private final Map<String, StoredMessage> mongo;

  public Inbound(Book book, Evidence evidence) {
    this.book = book;
    this.evidence = evidence;
    this.postgres = byWamid(evidence.postgres());
    this.mongo = byWamid(evidence.mongo());
  }

  static Map<String, StoredMessage> byWamid(List<StoredMessage> stored) {
    return stored.stream()
        .filter(message -> message.wamid() != null)
        .collect(
            Collectors.toMap(
                message -> String.valueOf(message.wamid()),
                Function.identity(),
                (first, second) -> first));
  }

  /** Messages that are not in PostgreSQL. */
  public Set<String> lostInPostgres() {
    return Sets.missing(book.byWamid().keySet(), postgres.keySet());
  }

  /** Messages that are not in MongoDB. */
  public Set<String> lostInMongo() {
    return Sets.missing(book.byWamid().keySet(), mongo.keySet());
  }

  /** Messages without a line in the conversation, in either store. */
  public Set<String> withoutLine() {
    Set<String> without = withoutLine(postgres, evidence.postgresLines());
    without.addAll(withoutLine(mongo, evidence.mongoLines()));
    return without;
  }

  private Set<String> withoutLine(Map<String, StoredMessage> stored, List<StoredLine> lines) {
    Set<String> shown = new HashSet<>(shown(lines));
    Set<String> without = new TreeSet<>();
    for (Said said : book.said()) {
      StoredMessage message = stored.get(said.wamid());
      if (message != null && !shown.contains(message.messageId())) {
        without.add(said.wamid());
      }
    }
    return without;
  }

  private static List<String> shown(List<StoredLine> lines) {
    return lines.stream().map(StoredLine::messageId).toList();
  }

  /** Messages whose line, in either store, is another one's: its room, its author or its words. */
  public Set<String> wrongLines() {
    Set<String> wrong = wrongLines(evidence.postgres(), evidence.postgresLines());
    wrong.addAll(wrongLines(evidence.mongo(), evidence.mongoLines()));
    return wrong;
  }

  private Set<String> wrongLines(List<StoredMessage> stored, List<StoredLine> lines) {
    Map<String, StoredMessage> messages = byId(stored);
    Set<String> wrong = new TreeSet<>();
    for (StoredLine line : lines) {
      Said said = said(messages.get(line.messageId()));
      if (said != null && !isLineOf(said, line)) {
        wrong.add(said.wamid());
      }
    }
    return wrong;
  }

  private @Nullable Said said(@Nullable StoredMessage message) {
    return message == null || message.wamid() == null ? null : book.byWamid().get(message.wamid());
  }

  private static boolean isLineOf(Said said, StoredLine line) {
    return said.room().equals(line.room())
        && said.sender().equals(line.sender())
        && Objects.equals(said.text(), line.text());
  }

  /** Lines that the stores tell differently, or only one of them: message ids. */
  public Set<String> differentLines() {
    return Stream.concat(
            only(evidence.postgresLines(), evidence.mongoLines()),
            only(evidence.mongoLines(), evidence.postgresLines()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> only(List<StoredLine> here, List<StoredLine> there) {
    Set<StoredLine> others = new HashSet<>(there);
    return here.stream().filter(line -> !others.contains(line)).map(StoredLine::messageId);
  }

  /** Wamids, message ids and lines that are there twice, in either store. */
  public int duplicates() {
    List<Collection<String>> unique =
        List.of(
            wamids(evidence.postgres()),
            wamids(evidence.mongo()),
            ids(evidence.postgres()),
            ids(evidence.mongo()),
            shown(evidence.postgresLines()),
            shown(evidence.mongoLines()));
    return unique.stream().mapToInt(all -> Sets.repeated(all).size()).sum();
  }

  private static List<String> wamids(List<StoredMessage> stored) {
    return stored.stream().map(StoredMessage::wamid).filter(Objects::nonNull).toList();
  }

  private static List<String> ids(List<StoredMessage> stored) {
    return stored.stream().map(StoredMessage::messageId).toList();
  }

  /** Messages that the stores tell differently. */
  public Set<String> different() {
    Map<String, StoredMessage> here = byId(evidence.postgres());
    Map<String, StoredMessage> there = byId(evidence.mongo());
    Set<String> all = new TreeSet<>(here.keySet());
    all.addAll(there.keySet());
    all.removeIf(id -> Objects.equals(here.get(id), there.get(id)));
    return all;
  }

  private static Map<String, StoredMessage> byId(List<StoredMessage> stored) {
    return stored.stream()
        .collect(
            Collectors.toMap(
                StoredMessage::messageId, Function.identity(), (first, second) -> first));
  }

  /** Messages whose words or room are not those that were sent. */
  public Set<String> wrong() {
    return book.said().stream()
        .filter(said -> isWrong(said, postgres.get(said.wamid())))
        .map(Said::wamid)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isWrong(Said said, @Nullable StoredMessage stored) {
    return stored != null
        && (!Objects.equals(said.text(), stored.text()) || !said.room().equals(stored.room()));
  }

  /** Messages that stand further back than a status that was accepted for them. */
  public Set<String> regressed() {
    Set<String> regressed = new TreeSet<>();
    book.reached()
        .forEach(
            (wamid, reach) -> {
              if (isBehind(postgres.get(wamid), reach) || isBehind(mongo.get(wamid), reach)) {
                regressed.add(wamid);
              }
            });
    return regressed;
  }

  private static boolean isBehind(@Nullable StoredMessage stored, Reach reach) {
    return stored != null && Reach.of(stored.status()).compareTo(reach) < 0;
  }

  /** Messages whose first record in the topic comes after that of a later one. */
  public Set<Sets.Place> inversions() {
    Set<Sets.Place> inversions = new HashSet<>();
    for (List<String> partition : evidence.arrivals()) {
      inversions.addAll(Sets.inversions(places(partition)));
    }
    return inversions;
  }

  private List<Sets.Place> places(List<String> wamids) {
    List<Sets.Place> places = new ArrayList<>();
    for (String wamid : wamids) {
      Said said = book.byWamid().get(wamid);
      if (said != null) {
        places.add(new Sets.Place(said.conversation(), said.sequence()));
      }
    }
    return places;
  }

  /** Messages that a reader of either store finds behind a later one of their conversation. */
  public Set<Sets.Place> readOutOfOrder() {
    Set<Sets.Place> inversions = readOutOfOrder(evidence.postgres(), evidence.postgresLines());
    inversions.addAll(readOutOfOrder(evidence.mongo(), evidence.mongoLines()));
    return inversions;
  }

  private Set<Sets.Place> readOutOfOrder(List<StoredMessage> stored, List<StoredLine> lines) {
    Map<String, StoredMessage> messages = byId(stored);
    List<String> wamids = new ArrayList<>();
    for (String line : shown(lines)) {
      StoredMessage message = messages.get(line);
      if (message != null && message.wamid() != null) {
        wamids.add(message.wamid());
      }
    }
    return Sets.inversions(places(wamids));
  }

  /** Conversations whose records lie in several partitions. */
  public Set<String> scattered() {
    Set<String> scattered = new TreeSet<>();
    Map<String, Integer> homes = new HashMap<>();
    for (int partition = 0; partition < evidence.arrivals().size(); partition++) {
      for (String wamid : evidence.arrivals().get(partition)) {
        Said said = book.byWamid().get(wamid);
        Integer home = said == null ? null : homes.putIfAbsent(said.conversation(), partition);
        if (said != null && home != null && home != partition) {
          scattered.add(said.conversation());
        }
      }
    }
    return scattered;
  }
}
