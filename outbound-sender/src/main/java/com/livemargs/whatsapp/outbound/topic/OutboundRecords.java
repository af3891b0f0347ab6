package com.livemargs.whatsapp.outbound.topic;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.crash.CrashPoint;
import com.livemargs.whatsapp.events.kafka.BatchHandler;
import com.livemargs.whatsapp.events.kafka.ConsumerGroup;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Mono;

/** What the group {@code outbound-sender} does with each of its topics. */
public final class OutboundRecords implements BatchHandler {

  /** Kafka's group id, a contract. */
  public static final String GROUP = "outbound-sender";

  private final Commands commands;
  private final Statuses statuses;
  private final Inbound inbound;

  public OutboundRecords(Commands commands, Statuses statuses, Inbound inbound) {
    this.commands = commands;
    this.statuses = statuses;
    this.inbound = inbound;
  }

  /** The group of this handler. */
  public ConsumerGroup group() {
    return new ConsumerGroup(
        GROUP, List.of(Topics.OUTBOUND, Topics.STATUSES, Topics.MESSAGES), this);
  }

  @Override
  public Mono<Void> handle(List<ConsumerRecord<String, byte[]>> batch) {
    return inbound
        .take(said(of(Topics.MESSAGES, batch)))
        .then(statuses.take(said(of(Topics.STATUSES, batch))))
        .then(commands.take(of(Topics.OUTBOUND, batch)))
        .doOnSuccess(taken -> CrashPoint.OUTBOUND_BEFORE_COMMIT.reached());
  }

  // A tombstone of Meta's words says nothing; one among the commands is put aside.
  private static List<ConsumerRecord<String, byte[]>> said(
      List<ConsumerRecord<String, byte[]>> records) {
    return records.stream().filter(record -> record.value() != null).toList();
  }

  private static List<ConsumerRecord<String, byte[]>> of(
      String topic, List<ConsumerRecord<String, byte[]>> batch) {
    return batch.stream().filter(record -> record.topic().equals(topic)).toList();
  }
}
