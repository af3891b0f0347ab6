package com.livemargs.whatsapp.persistence;

import com.livemargs.whatsapp.events.Topics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one conversation, each with a sequence of statuses of its own. The times of a kind do
 * not follow the order of arrival, and of what came for one message only the kinds may matter.
 */
record StatusPermutations(List<List<String>> sequences, String phone, String prefix) {

  private static final List<String> KINDS =
      List.of("sent", "delivered", "read", "failed", "played");

  static StatusPermutations of(List<List<String>> sequences) {
    return new StatusPermutations(sequences, Changes.phone(), Changes.unique("wamid.") + ".");
  }

  // Odd messages come after their statuses, even ones before; swapped the other way round.
  List<List<ConsumerRecord<String, byte[]>>> arrivals(boolean swapped) {
    List<List<ConsumerRecord<String, byte[]>>> arrivals = new ArrayList<>();
    for (int i = 0; i < sequences.size(); i++) {
      List<ConsumerRecord<String, byte[]>> arrival = statuses(i);
      boolean last = (i % 2 == 1) != swapped;
      arrival.add(last ? arrival.size() : 0, Stored.message(message(i)));
      arrivals.add(arrival);
    }
    return arrivals;
  }

  private List<ConsumerRecord<String, byte[]>> statuses(int i) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    List<String> sequence = sequences.get(i);
    Map<String, Integer> seen = new HashMap<>();
    for (String kind : sequence) {
      int nth = seen.merge(kind, 1, Integer::sum) - 1;
      int late = i % 4 < 2 ? nth : Collections.frequency(sequence, kind) - 1 - nth;
      String error =
          kind.equals("failed") ? ",\"errors\":[{\"code\":131026,\"title\":\"No\"}]" : "";
      byte[] status = Changes.status(prefix + i, kind, earliest(kind) + 10L * late, error);
      records.add(Stored.record(Topics.STATUSES, status));
    }
    return records;
  }

  private byte[] message(int i) {
    return Changes.echo(
        "{\"from\":\"1\",\"to\":\"%s\",\"id\":\"%s\",\"timestamp\":\"%d\",\"type\":\"text\",\"text\":{\"body\":\"x\"}}"
            .formatted(phone, prefix + i, 1000 + i));
  }

  // Backwards: a status of a higher rank says that it is older.
  private static long earliest(String kind) {
    return 9_000 - 100L * KINDS.indexOf(kind);
  }

  // Each arrival keeps its order, but is cut into up to as many batches at places of its own.
  static List<List<ConsumerRecord<String, byte[]>>> batches(
      List<List<ConsumerRecord<String, byte[]>>> arrivals, int most, Random random) {
    List<List<ConsumerRecord<String, byte[]>>> batches = new ArrayList<>();
    for (int n = 0; n < most; n++) {
      batches.add(new ArrayList<>());
    }
    for (List<ConsumerRecord<String, byte[]>> arrival : arrivals) {
      int[] places = random.ints(arrival.size(), 0, most).sorted().toArray();
      for (int n = 0; n < places.length; n++) {
        batches.get(places[n]).add(arrival.get(n));
      }
    }
    return batches;
  }

  Map<String, Map<String, @Nullable Object>> expected() {
    Map<String, Map<String, @Nullable Object>> expected = new TreeMap<>();
    for (int i = 0; i < sequences.size(); i++) {
      expected.put(prefix + i, expected(sequences.get(i)));
    }
    return expected;
  }

  private static Map<String, @Nullable Object> expected(List<String> sequence) {
    Map<String, @Nullable Object> expected = new TreeMap<>();
    sequence.forEach(kind -> expected.put(kind + "At", earliest(kind) * 1000));
    boolean read = sequence.contains("read") || sequence.contains("played");
    boolean delivered = sequence.contains("delivered");
    boolean failed = sequence.contains("failed");
    expected.put("status", read ? "read" : delivered ? "delivered" : failed ? "failed" : "sent");
    return expected;
  }
}
