package com.livemargs.whatsapp.chaos.poison;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.chaos.look.Holdings;
import com.livemargs.whatsapp.chaos.look.Log;
import com.livemargs.whatsapp.chaos.process.Wait;
import com.livemargs.whatsapp.chaos.scenario.Promise;
import com.livemargs.whatsapp.chaos.scenario.Scenario;
import com.livemargs.whatsapp.chaos.scenario.Trial;
import com.livemargs.whatsapp.chaos.scenario.Verdict;
import com.livemargs.whatsapp.events.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * Every kind of poison on the partition that its neighbours use, one after the other, each followed
 * by a good record on its own topic and partition: each group's way past it is timed, and a
 * message's way into both stores.
 */
public final class PoisonScenario implements Scenario {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration GAP = Duration.ofMillis(150);
  private static final long MOST_DELAY_MILLIS = 1_000;
  private static final int UNHARMED = 25;
  private static final String USUAL = "usual-";
  private static final String NEIGHBOUR = "neighbour-";

  @Override
  public String name() {
    return "poison";
  }

  @Override
  public Set<Promise> promises() {
    return Set.of(Promise.P10);
  }

  @Override
  public List<Verdict> run(Trial trial) {
    String prefix = "wamid.poison" + trial.seed() + ".";
    List<Poison> poisons = new Poisons(prefix, trial.dice("poison")).all();
    try (Log log = new Log(trial.cluster());
        Holdings stores = new Holdings(trial.cluster())) {
      Map<TopicPartition, Long> before = log.deadEnds();
      Arrivals usual = new Arrivals(stores, prefix + USUAL);
      Passing usually = new Passing(log::finished);
      for (int i = 0; i < UNHARMED; i++) {
        put(log, usual, usually, new Place(Topics.MESSAGES, prefix + USUAL + i, "nothing"));
      }
      Set<String> topics = poisons.stream().map(Poison::topic).collect(Collectors.toSet());
      for (String topic : topics) {
        put(log, usual, usually, new Place(topic, prefix + USUAL + topic, "nothing"));
      }
      usual.await(PATIENCE);
      usually.look(PATIENCE);
      Arrivals arrivals = new Arrivals(stores, prefix + NEIGHBOUR);
      Passing passing = new Passing(log::finished);
      for (int i = 0; i < poisons.size(); i++) {
        Poison poison = poisons.get(i);
        log.put(poison.record());
        trial.did("poison " + poison.topic());
        Place behind = new Place(poison.topic(), prefix + NEIGHBOUR + i, poison.name());
        put(log, arrivals, passing, behind);
      }
      arrivals.await(PATIENCE);
      passing.look(PATIENCE);
      boolean settled = Wait.until(PATIENCE, () -> log.lag() == 0);
      return List.of(
          neighbours(usual, arrivals, poisons, settled),
          passing(usually, passing, topics.size()),
          fate(poisons, log.deadSince(before), stores, prefix));
    }
  }

  /** Where a good record goes, and behind what. */
  private record Place(String topic, String id, String behind) {}

  // Messages are looked for in both stores, too.
  private static void put(Log log, Arrivals arrivals, Passing passing, Place place) {
    boolean message = place.topic().equals(Topics.MESSAGES);
    if (message) {
      arrivals.expect(place.id());
    }
    RecordMetadata put = log.put(Neighbours.on(place.topic(), place.id()));
    passing.expect(
        place.behind(),
        Poison.readers(place.topic()),
        new TopicPartition(put.topic(), put.partition()),
        put.offset());
    if (message) {
      arrivals.look(GAP);
    }
    passing.look(GAP);
  }

  static Verdict passing(Passing usually, Passing passing, int topics) {
    long added = Math.max(0, passing.slowestMillis() - usually.slowestMillis());
    List<String> missing = passing.missing();
    return Verdict.of(
        Promise.P10,
        "every group goes on past each kind of poison, on its topic and partition",
        missing.isEmpty() && usually.missing().isEmpty() && added < MOST_DELAY_MILLIS,
        "topics",
        topics,
        "not finished",
        missing,
        "without poison, median and slowest, ms",
        usually.medianMillis() + ", " + usually.slowestMillis(),
        "behind poison, median and slowest, ms",
        passing.medianMillis() + ", " + passing.slowestMillis(),
        "the slowest was behind",
        passing.slowest());
  }

  private static Verdict neighbours(
      Arrivals usual, Arrivals arrivals, List<Poison> poisons, boolean settled) {
    long added = Math.max(0, arrivals.slowestMillis() - usual.slowestMillis());
    String slowest = arrivals.slowest();
    int worst = Integer.parseInt(slowest.substring(slowest.lastIndexOf('-') + 1));
    boolean kept = arrivals.missing() == 0 && settled && added < MOST_DELAY_MILLIS;
    return Verdict.of(
        Promise.P10,
        "a good message behind each kind of poison among messages, on its partition, in both stores",
        kept,
        "kinds, and of them among messages",
        poisons.size() + ", " + arrivals.expected(),
        "neighbours lost",
        arrivals.missing(),
        "without poison, median and slowest, ms",
        usual.medianMillis() + ", " + usual.slowestMillis(),
        "behind poison, median and slowest, ms",
        arrivals.medianMillis() + ", " + arrivals.slowestMillis(),
        "the slowest came behind",
        poisons.get(worst).name(),
        "every group reached the end",
        settled);
  }

  private static Verdict fate(
      List<Poison> poisons,
      List<ConsumerRecord<byte[], byte[]>> dead,
      Holdings stores,
      String prefix) {
    Set<String> expected =
        poisons.stream()
            .flatMap(it -> it.aside().stream().map(group -> it.name() + " of " + group))
            .collect(Collectors.toCollection(TreeSet::new));
    List<ConsumerRecord<byte[], byte[]>> ours =
        dead.stream().filter(PoisonScenario::isOurs).toList();
    Set<String> found =
        ours.stream().map(PoisonScenario::place).collect(Collectors.toCollection(TreeSet::new));
    long withoutReason = ours.stream().filter(it -> header(it, "dlt-reason").isBlank()).count();
    List<String> stored =
        poisons.stream().filter(Poison::stored).map(it -> prefix + it.name()).toList();
    Set<String> lost = stores.missing(prefix, stored);
    Set<String> absent = new TreeSet<>(expected);
    absent.removeAll(found);
    Set<String> surplus = new TreeSet<>(found);
    surplus.removeAll(expected);
    return Verdict.of(
        Promise.P10,
        "what cannot be digested is put aside with its reason, what can be is stored",
        absent.isEmpty()
            && surplus.isEmpty()
            && ours.size() == found.size()
            && withoutReason == 0
            && lost.isEmpty(),
        "dead letters",
        ours.size(),
        "not put aside",
        absent,
        "put aside though digestible",
        surplus,
        "put aside twice",
        ours.size() - found.size(),
        "without a reason",
        withoutReason,
        "stored",
        stored.size() - lost.size(),
        "not stored",
        lost);
  }

  private static boolean isOurs(ConsumerRecord<byte[], byte[]> record) {
    return record.key() != null && new String(record.key(), UTF_8).startsWith("poison-");
  }

  private static String place(ConsumerRecord<byte[], byte[]> record) {
    String name = new String(record.key(), UTF_8).substring("poison-".length());
    return name + " of " + header(record, "dlt-group");
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
  }
}
