package com.livemargs.whatsapp.chaos.rebuild;

import com.livemargs.whatsapp.chaos.cluster.Cluster;
import com.livemargs.whatsapp.chaos.evidence.Evidence;
import com.livemargs.whatsapp.chaos.rebuild.Restored.Elsewhere;
import com.livemargs.whatsapp.chaos.scenario.Promise;
import com.livemargs.whatsapp.chaos.scenario.Verdict;
import com.livemargs.whatsapp.chaos.workload.Workload;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Verdicts over one rebuild, what both stores hold after it, and what it left aside. */
final class RebuildJudgement {

  private final Loss loss;
  private final Workload workload;
  private final Evidence before;
  private final Evidence after;
  private final Restored restored;

  RebuildJudgement(Loss loss, Workload workload, Evidence before, Evidence after) {
    this.loss = loss;
    this.workload = workload;
    this.before = before;
    this.after = after;
    this.restored = new Restored(loss, workload.book(), before, after);
  }

  List<Verdict> verdicts(Cluster cluster, Course course, boolean rested, JsonNode comparison) {
    ContentJudgement content = new ContentJudgement(loss, workload.book(), after, restored);
    return List.of(
        new CourseJudgement(loss, workload).verdict(course, rested),
        content.stores(comparison),
        content.once(),
        content.order(),
        rooms(cluster),
        deadLetters());
  }

  // A store keeps the room that it knew when it stored a message, and who reads asks for all names.
  private Verdict rooms(Cluster cluster) {
    long elsewhere = 0;
    long lost = 0;
    for (Loss store : Loss.values()) {
      List<Elsewhere> messages = restored.elsewhere(store);
      elsewhere += messages.size();
      lost +=
          messages.stream()
              .distinct()
              .filter(it -> !store.knows(cluster, it.room(), it.home()))
              .count();
    }
    return Verdict.of(
        Promise.P25,
        "after the rebuild of %s each message is in a room that a reader finds by its customer's phone"
            .formatted(loss.store()),
        lost == 0,
        "in the room of the id, because the store did not know the phone when it came",
        elsewhere,
        "rooms that no link leads to",
        lost);
  }

  private Verdict deadLetters() {
    return Verdict.of(
        Promise.P11,
        "the loss of %s and its rebuild make no dead letters".formatted(loss.store()),
        after.aside().equals(before.aside()),
        "dead letters and quarantine before",
        before.aside(),
        "and after",
        after.aside());
  }
}
