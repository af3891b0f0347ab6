package com.livemargs.whatsapp.events.kafka;

import com.livemargs.whatsapp.events.settings.Settings;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How topics are made when they are missing.
 *
 * @param partitions fixed from day one: adding some later moves conversations; 12 by default
 * @param replication copies of each record; 0 means the smaller of 3 and the number of brokers
 * @param retention how long records stay, at least twice Meta's seven days of redelivery
 */
@ConfigurationProperties("whatsapp.topics")
public record TopicSettings(
    @DefaultValue("12") int partitions,
    @DefaultValue("0") int replication,
    @DefaultValue("P14D") Duration retention) {

  /** Meta posts up to 3 MB and the door takes 4 MiB: a record must hold that and its headers. */
  public static final int MAX_RECORD_BYTES = 6 << 20;

  /** The same for one that was put aside, which says why. */
  public static final int MAX_DEAD_LETTER_BYTES = MAX_RECORD_BYTES + (1 << 20);

  public TopicSettings {
    Settings.check(
        partitions > 0,
        "TOPIC_PARTITIONS",
        "is not a positive number",
        "Set it to 12, or leave it out.");
    Settings.check(
        replication >= 0, "TOPIC_REPLICATION", "is negative", "Set it to 3, or leave it out.");
    Settings.check(
        retention.toDays() >= 1,
        "TOPIC_RETENTION",
        "is shorter than a day",
        "Set an ISO-8601 duration such as P14D.");
  }
}
