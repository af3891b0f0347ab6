package com.livemargs.whatsapp.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.testkit.MongoServer;
import com.livemargs.whatsapp.testkit.PostgresServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All 19,530 sequences of up to six statuses, in both stores. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatusPermutationsTest {

  private static final int LONGEST = 6;
  private static final int PER_CONVERSATION = 930;
  private static final long SEED = 20261124;

  private final List<List<List<String>>> conversations =
      conversations(StatusSequences.upTo(LONGEST));
  private List<Stored> stores = List.of();

  @BeforeAll
  void start() {
    stores = List.of(Stored.postgres(PostgresServer.shared()), Stored.mongo(MongoServer.shared()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everySequenceEndsAlikeInBothStoresWhereverItIsCutAndWheneverItsMessageComes(
      boolean swapped) {
    BiConsumer<Stored, StatusPermutations> inOrder =
        (stored, some) ->
            StatusPermutations.batches(some.arrivals(swapped), 3, new Random(SEED))
                .forEach(stored::take);

    assertThat(conversations.stream().mapToInt(List::size).sum()).isEqualTo(19_530);
    conversations.parallelStream()
        .forEach(some -> bothEndAlike(StatusPermutations.of(some), inOrder));
  }

  @Test
  void whatArrivesAtTheSameTimeInShuffledBatchesEndsTheSame() {
    BiConsumer<Stored, StatusPermutations> atOnce =
        (stored, some) -> {
          List<ConsumerRecord<String, byte[]>> all =
              new ArrayList<>(some.arrivals(false).stream().flatMap(List::stream).toList());
          all.addAll(all.subList(0, all.size() / 5));
          Collections.shuffle(all, new Random(SEED));
          parts(all, 4).parallelStream().forEach(stored::take);
        };

    IntStream.range(conversations.size() - 11, conversations.size())
        .mapToObj(conversations::get)
        .forEach(some -> bothEndAlike(StatusPermutations.of(some), atOnce));
  }

  private void bothEndAlike(
      StatusPermutations some, BiConsumer<Stored, StatusPermutations> arrive) {
    stores.parallelStream().forEach(stored -> arrive.accept(stored, some));

    List<List<Map<String, @Nullable Object>>> shown =
        stores.stream().map(s -> shown(s, some)).toList();
    assertThat(wrong(states(shown.getFirst()), some.expected())).isEmpty();
    assertThat(wrong(byWamid(shown.getLast()), byWamid(shown.getFirst()))).isEmpty();
  }

  private static List<Map<String, @Nullable Object>> shown(Stored stored, StatusPermutations some) {
    List<Map<String, @Nullable Object>> shown = stored.shown(Set.of("whatsapp_" + some.phone()));
    shown.forEach(line -> line.keySet().removeAll(List.of("expiresAt", "createdAt")));
    return shown;
  }

  // Only what differs, or a failure would print thousands of lines.
  private static List<String> wrong(
      Map<String, Map<String, @Nullable Object>> found,
      Map<String, Map<String, @Nullable Object>> expected) {
    Set<String> wamids = new TreeSet<>(expected.keySet());
    wamids.addAll(found.keySet());
    return wamids.stream()
        .filter(wamid -> !Objects.equals(found.get(wamid), expected.get(wamid)))
        .map(wamid -> wamid + " is " + found.get(wamid) + ", not " + expected.get(wamid))
        .limit(5)
        .toList();
  }

  private static Map<String, Map<String, @Nullable Object>> states(
      List<Map<String, @Nullable Object>> shown) {
    Map<String, Map<String, @Nullable Object>> states = byWamid(shown);
    states.replaceAll((wamid, line) -> StatusSequences.times(line));
    return states;
  }

  private static Map<String, Map<String, @Nullable Object>> byWamid(
      List<Map<String, @Nullable Object>> shown) {
    Map<String, Map<String, @Nullable Object>> lines = new TreeMap<>();
    shown.forEach(line -> lines.put("" + line.get("whatsappMessageId"), line));
    return lines;
  }

  private static List<List<List<String>>> conversations(List<List<String>> sequences) {
    return parts(sequences, Math.ceilDiv(sequences.size(), PER_CONVERSATION));
  }

  private static <T> List<List<T>> parts(List<T> all, int count) {
    int size = Math.ceilDiv(all.size(), count);
    return Stream.iterate(0, from -> from < all.size(), from -> from + size)
        .map(from -> all.subList(from, Math.min(all.size(), from + size)))
        .toList();
  }
}
