package com.livemargs.whatsapp.persistence.rebuild;

import com.livemargs.whatsapp.events.log.TopicLog;
import com.livemargs.whatsapp.events.log.TopicLog.Extent;
import com.livemargs.whatsapp.persistence.intake.Intake;
import com.livemargs.whatsapp.persistence.rebuild.RebuildProgress.State;
import com.livemargs.whatsapp.persistence.rebuild.RebuildProgress.View;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Finds rebuilds that came to no end, in what their consumer groups keep in Kafka. */
final class KeptRebuilds {

  private final TopicLog log;

  KeptRebuilds(TopicLog log) {
    this.log = log;
  }

  /** A place to be kept, with the end that is read to. */
  static OffsetAndMetadata place(long offset, long end) {
    return new OffsetAndMetadata(offset, Long.toString(end));
  }

  /**
   * Those of these stores; blocks on the broker.
   *
   * @param wanted by the names of their groups
   */
  List<View> unfinished(Collection<String> stores, Predicate<String> wanted) {
    List<String> groups = log.groups().stream().filter(wanted).toList();
    Map<TopicPartition, Extent> extents = log.extents(Intake.TOPICS);
    List<View> unfinished = new ArrayList<>();
    for (String store : stores) {
      String prefix = RebuildProgress.group(store, "");
      for (String group : groups) {
        if (group.startsWith(prefix)) {
          String id = group.substring(prefix.length());
          unfinished(store, id, extents).ifPresent(unfinished::add);
        }
      }
    }
    return unfinished;
  }

  private Optional<View> unfinished(String store, String id, Map<TopicPartition, Extent> extents) {
    String group = RebuildProgress.group(store, id);
    Map<TopicPartition, OffsetAndMetadata> places = log.commits(group);
    boolean open =
        places.entrySet().stream()
            .anyMatch(one -> isOpen(one.getValue(), extents.get(one.getKey())));
    return open
        ? Optional.of(
            new View(id, store, group, State.INTERRUPTED, null, null, null, left(extents, places)))
        : Optional.empty();
  }

  // Who moves a group's offsets by hand leaves no end there, nor did earlier versions.
  private static boolean isOpen(OffsetAndMetadata place, @Nullable Extent extent) {
    if (extent == null) {
      return false;
    }
    String end = place.metadata();
    return place.offset() < (end.matches("\\d{1,18}") ? Long.parseLong(end) : extent.to());
  }

  private static Map<String, Long> left(
      Map<TopicPartition, Extent> extents, Map<TopicPartition, OffsetAndMetadata> places) {
    Map<String, Long> left = new TreeMap<>();
    extents.forEach(
        (one, extent) -> {
          OffsetAndMetadata place = places.get(one);
          long from = place == null ? extent.from() : Math.max(place.offset(), extent.from());
          left.merge(one.topic(), Math.max(0, extent.to() - from), Long::sum);
        });
    return left;
  }
}
