package com.livemargs.whatsapp.events.deadletter;

import org.jspecify.annotations.Nullable;

/**
 * What an operator did with a record; on {@code whatsapp.dead-letters.handled} as JSON.
 *
 * @param time in milliseconds
 * @param replayId which replay it was, or null
 * @param why the operator's reason for a discard, or null
 * @param operator a few digits of the hash of the operator's key
 * @param topicId of the topic that the record lies on, null in entries of earlier versions
 */
public record Handled(
    Letter.State state,
    long time,
    @Nullable String replayId,
    @Nullable String why,
    String operator,
    @Nullable String topicId) {

  /** The same of a record on that topic. */
  Handled on(@Nullable String topic) {
    return new Handled(state, time, replayId, why, operator, topic);
  }
}
