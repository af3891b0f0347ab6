package com.livemargs.whatsapp.events.deadletter;

import com.livemargs.whatsapp.events.EventHeaders;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.kafka.EventPublisher;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import reactor.core.publisher.Mono;

/**
 * Writes a dead letter to its topic again, for the group alone that could not digest it: same key,
 * value, time and {@code ce_id}, so the conversation's partition and every natural id are the same.
 * A link comes back under a key of its own.
 */
final class TopicReplayer implements Replayer {

  private final EventPublisher publisher;

  TopicReplayer(EventPublisher publisher) {
    this.publisher = publisher;
  }

  @Override
  public Mono<Boolean> replay(ConsumerRecord<String, byte[]> letter, String replayId) {
    String topic = EventHeaders.text(letter.headers(), LetterHeaders.TOPIC);
    String group = EventHeaders.text(letter.headers(), LetterHeaders.GROUP);
    if (topic == null || group == null) {
      return Mono.just(false);
    }
    Headers headers = headers(letter, group, replayId);
    Long time = LetterHeaders.number(letter, LetterHeaders.TIMESTAMP);
    return publisher
        .publish(
            List.of(
                new ProducerRecord<>(
                    topic, null, time, key(topic, letter), letter.value(), headers)))
        .thenReturn(true);
  }

  private static String key(String topic, ConsumerRecord<String, byte[]> letter) {
    return topic.equals(Topics.IDENTITIES) ? Replayer.ownKey(letter.key(), letter) : letter.key();
  }

  private static Headers headers(
      ConsumerRecord<String, byte[]> letter, String group, String replayId) {
    Headers headers = new RecordHeaders();
    letter.headers().forEach(header -> add(headers, header));
    int attempt = LetterHeaders.attempt(letter) + 1;
    return headers
        .add(EventHeaders.header(EventHeaders.REPLAY_ID, replayId))
        .add(EventHeaders.header(EventHeaders.REPLAY_GROUP, group))
        .add(EventHeaders.header(EventHeaders.REPLAY_ATTEMPT, Integer.toString(attempt)));
  }

  private static void add(Headers headers, org.apache.kafka.common.header.Header header) {
    boolean ours =
        header.key().startsWith(LetterHeaders.PREFIX) || header.key().startsWith("replay-");
    if (!ours) {
      headers.add(header);
    }
  }
}
