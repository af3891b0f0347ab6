package com.livemargs.whatsapp.events.kafka;

import com.livemargs.whatsapp.events.settings.Settings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How groups consume.
 *
 * @param groupProtocol {@code classic}, or {@code consumer} (KIP-848, brokers from 4.0), whose
 *     members wait up to a heartbeat of 5 s for their partitions
 * @param batchSize most records in one batch, 1 to 5000
 * @param concurrency consumer threads of each group in this process
 */
@ConfigurationProperties("whatsapp.consumer")
record ConsumerSettings(
    @DefaultValue("classic") String groupProtocol,
    @DefaultValue("500") int batchSize,
    @DefaultValue("1") int concurrency) {

  public ConsumerSettings {
    Settings.check(
        groupProtocol.equals("consumer") || groupProtocol.equals("classic"),
        "KAFKA_GROUP_PROTOCOL",
        "is neither consumer nor classic",
        "Leave it out for classic.");
    Settings.check(
        batchSize >= 1 && batchSize <= 5000,
        "CONSUMER_BATCH_SIZE",
        "is not within 1 to 5000",
        "Leave it out for 500.");
    Settings.check(
        concurrency >= 1, "CONSUMER_CONCURRENCY", "is not positive", "Leave it out for 1.");
  }
}
