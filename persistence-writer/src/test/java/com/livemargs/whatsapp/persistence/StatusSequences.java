package com.livemargs.whatsapp.persistence;

import com.livemargs.whatsapp.events.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Every order in which statuses can come, and the state that each must end in. */
final class StatusSequences {

  private static final List<String> STATUSES =
      List.of("sent", "delivered", "read", "failed", "played");

  private StatusSequences() {}

  // Every sequence with repeats, shortest first.
  static List<List<String>> upTo(int longest) {
    List<List<String>> all = new ArrayList<>();
    List<List<String>> last = List.of(List.of());
    for (int length = 1; length <= longest; length++) {
      List<List<String>> next = new ArrayList<>();
      for (List<String> shorter : last) {
        for (String status : STATUSES) {
          List<String> longer = new ArrayList<>(shorter);
          longer.add(status);
          next.add(longer);
        }
      }
      all.addAll(next);
      last = next;
    }
    return all;
  }

  // The message comes before, between or after its statuses.
  static List<ConsumerRecord<String, byte[]>> round(
      List<List<String>> sequences, int round, String prefix, String phone) {
    List<ConsumerRecord<String, byte[]>> batch = new ArrayList<>();
    for (int i = 0; i < sequences.size(); i++) {
      List<String> sequence = sequences.get(i);
      if (round < sequence.size()) {
        byte[] status = Changes.status(prefix + i, sequence.get(round), 2000 + round, "");
        batch.add(Stored.record(Topics.STATUSES, status));
      }
      if (i % (sequence.size() + 1) == round) {
        batch.add(
            Stored.message(
                Changes.echo(
                    "{\"from\":\"1\",\"to\":\"%s\",\"id\":\"%s\",\"timestamp\":\"%d\",\"type\":\"text\",\"text\":{\"body\":\"x\"}}"
                        .formatted(phone, prefix + i, 1000 + i))));
      }
    }
    return batch;
  }

  static Map<String, @Nullable Object> times(Map<String, @Nullable Object> line) {
    Map<String, @Nullable Object> times = new TreeMap<>();
    for (String name :
        List.of("status", "sentAt", "deliveredAt", "readAt", "playedAt", "failedAt")) {
      if (line.containsKey(name)) {
        times.put(name, line.get(name));
      }
    }
    return times;
  }

  static Map<String, @Nullable Object> expected(List<String> sequence) {
    Map<String, @Nullable Object> expected = new TreeMap<>();
    for (int i = 0; i < sequence.size(); i++) {
      expected.putIfAbsent(sequence.get(i) + "At", (2000 + i) * 1000L);
    }
    boolean read = sequence.contains("read") || sequence.contains("played");
    boolean delivered = sequence.contains("delivered");
    boolean failed = sequence.contains("failed");
    expected.put("status", read ? "read" : delivered ? "delivered" : failed ? "failed" : "sent");
    return expected;
  }
}
