package com.livemargs.whatsapp.load.measure;

import com.livemargs.whatsapp.load.generate.Generator;
import com.livemargs.whatsapp.load.generate.Outcome;
import com.livemargs.whatsapp.load.generate.Webhook;
import com.livemargs.whatsapp.load.process.Service;
import com.livemargs.whatsapp.load.process.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** All five services on their servers, and bursts through them. */
final class Pipeline {

  static final String POSTGRES = "persistence-postgres";
  static final String MONGO = "persistence-mongodb";
  static final int CONNECTIONS = 64;

  private static final List<String> TOPICS = List.of("whatsapp.messages", "whatsapp.statuses");
  private static final List<String> MESSAGES = List.of("whatsapp.messages");
  private static final List<String> OTHERS =
      List.of("media-fetcher", "livekit-bridge", "outbound-sender");
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Site site;

  Pipeline(Site site) {
    this.site = site;
  }

  /**
   * How a burst went.
   *
   * @param accepted the posts
   * @param postgresSeconds from the first post until the last row was there
   * @param mongoSeconds likewise
   * @param allSeconds until no group had anything left, rooms included
   */
  record Burst(
      Outcome accepted,
      double postgresSeconds,
      double mongoSeconds,
      double allSeconds,
      CpuTable cpu) {

    double seconds() {
      return Math.max(postgresSeconds, mongoSeconds);
    }

    double perSecond() {
      return cpu.messages() / seconds();
    }
  }

  /** Posts these as fast as they are answered and waits until they are everywhere. */
  Burst burst(List<Webhook> webhooks) {
    int port = site.five().port(Service.INGRESS);
    Map<String, Usage> before = site.usage();
    try (Generator generator = new Generator(port, CONNECTIONS)) {
      long start = System.nanoTime();
      Outcome accepted = generator.run(webhooks);
      Map<TopicPartition, Long> ends = site.groups().ends(TOPICS);
      var mongo = new Reach(MONGO, ends);
      long postgres = site.groups().reach(POSTGRES, ends, PATIENCE);
      long mongoEnd = mongo.end();
      long all = others();
      CpuTable cpu = new CpuTable(before, site.usage(), webhooks.size());
      return new Burst(
          accepted, seconds(start, postgres), seconds(start, mongoEnd), seconds(start, all), cpu);
    }
  }

  /** Waits until nothing is left for anybody. */
  void settle() {
    Map<TopicPartition, Long> ends = site.groups().ends(TOPICS);
    site.groups().reach(POSTGRES, ends, PATIENCE);
    site.groups().reach(MONGO, ends, PATIENCE);
    others();
  }

  private long others() {
    Map<TopicPartition, Long> ends = site.groups().ends(MESSAGES);
    OTHERS.stream()
        .filter(group -> site.rooms() || !group.equals("livekit-bridge"))
        .forEach(group -> site.groups().reach(group, ends, PATIENCE));
    return System.nanoTime();
  }

  private static double seconds(long start, long end) {
    return (end - start) / 1e9;
  }

  /** Looks at a second group at the same time. */
  private final class Reach {

    private final java.util.concurrent.CompletableFuture<Long> end;

    Reach(String group, Map<TopicPartition, Long> ends) {
      end =
          java.util.concurrent.CompletableFuture.supplyAsync(
              () -> site.groups().reach(group, ends, PATIENCE));
    }

    long end() {
      return end.join();
    }
  }
}
