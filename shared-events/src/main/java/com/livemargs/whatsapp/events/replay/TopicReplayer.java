package com.livemargs.whatsapp.events.replay;

import com.livemargs.whatsapp.events.EventHeaders;
import com.livemargs.whatsapp.events.LetterHeaders;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.kafka.EventPublisher;
import com.livemargs.whatsapp.events.log.TopicLog;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Writes a dead letter to its topic again, for the group alone that could not digest it: same key,
 * value, time and {@code ce_id}, so the conversation's partition and every natural id are the same.
 * A link comes back under a key of its own. Of a letter that was cut the record itself is read
 * again: half a value would be another record.
 */
public final class TopicReplayer implements Replayer {

  private static final Replay DONE = new Replay.Done();
  private static final Replay NO_ORIGIN =
      new Replay.Refused(
          "It does not name the topic and the group that it comes from. Open it, and discard it with a reason.");
  private static final Replay NOT_WHOLE =
      new Replay.Refused(
          "Only the beginning of its value was kept, and the whole record no longer lies at the topic, partition and offset that it names. Have its sender send it again, and discard it with a reason.");
  private static final Replay TOO_LARGE =
      new Replay.Refused(
          "Its topic does not take the whole record as we compress it. Raise max.message.bytes of the topic, and replay it again.");

  private final EventPublisher publisher;
  private final CutLetters cut;

  /** Writes by the one, and reads whole records in the other. */
  public TopicReplayer(EventPublisher publisher, TopicLog log) {
    this.publisher = publisher;
    this.cut = new CutLetters(log);
  }

  @Override
  public Mono<Replay> replay(ConsumerRecord<String, byte[]> letter, String replayId) {
    String topic = EventHeaders.text(letter.headers(), LetterHeaders.TOPIC);
    String group = EventHeaders.text(letter.headers(), LetterHeaders.GROUP);
    if (topic == null || group == null) {
      return Mono.just(NO_ORIGIN);
    }
    Back back = new Back(topic, key(topic, letter), group, replayId);
    Mono<Replay> replay =
        CutLetters.isCut(letter)
            ? replayWhole(letter, back)
            : publisher.publish(List.of(back.record(letter, letter))).thenReturn(DONE);
    // Also one that is whole: what its program compressed well we may not.
    return replay.onErrorReturn(RecordTooLargeException.class, TOO_LARGE);
  }

  private Mono<Replay> replayWhole(ConsumerRecord<String, byte[]> letter, Back back) {
    return Mono.defer(() -> Mono.justOrEmpty(cut.whole(letter)))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(whole -> publisher.publishLarge(back.record(letter, whole)).thenReturn(DONE))
        .defaultIfEmpty(NOT_WHOLE);
  }

  private static @Nullable String key(String topic, ConsumerRecord<String, byte[]> letter) {
    return topic.equals(Topics.IDENTITIES) ? Replayer.ownKey(letter.key(), letter) : letter.key();
  }

  /** Where a record goes back to. */
  private record Back(String topic, @Nullable String key, String group, String replayId) {

    ProducerRecord<String, byte[]> record(
        ConsumerRecord<String, byte[]> letter, ConsumerRecord<String, byte[]> whole) {
      Long time = LetterHeaders.number(letter, LetterHeaders.TIMESTAMP);
      return new ProducerRecord<>(topic, null, time, key, whole.value(), headers(whole));
    }

    private Headers headers(ConsumerRecord<String, byte[]> whole) {
      Headers headers = new RecordHeaders();
      whole.headers().forEach(header -> add(headers, header));
      int attempt = LetterHeaders.attempt(whole) + 1;
      return headers
          .add(EventHeaders.header(EventHeaders.REPLAY_ID, replayId))
          .add(EventHeaders.header(EventHeaders.REPLAY_GROUP, group))
          .add(EventHeaders.header(EventHeaders.REPLAY_ATTEMPT, Integer.toString(attempt)));
    }

    private static void add(Headers headers, Header header) {
      boolean ours =
          header.key().startsWith(LetterHeaders.PREFIX) || header.key().startsWith("replay-");
      if (!ours) {
        headers.add(header);
      }
    }
  }
}
