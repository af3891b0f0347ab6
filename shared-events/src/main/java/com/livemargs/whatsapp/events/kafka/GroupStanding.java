package com.livemargs.whatsapp.events.kafka;

import org.jspecify.annotations.Nullable;

/**
 * How a consumer group stands in this process, as operators see it.
 *
 * @param group Kafka's {@code group.id}
 * @param partitions that it holds here
 * @param pausedAt in milliseconds, null unless it is paused
 * @param lasts how long the pause does, in words; null unless it is paused
 */
public record GroupStanding(
    String group, State state, int partitions, @Nullable Long pausedAt, @Nullable String lasts) {

  private static final String LASTS =
      "Until it is resumed or this process ends. Other processes of the group take its partitions over: pause it there too.";

  /** What it does. */
  public enum State {
    /** It takes records. */
    RUNNING,
    /** It has no partitions: it has not begun, or others of the group have them all. */
    WAITING,
    /** It takes no more records, and those in hand are not finished. */
    PAUSING,
    /** It takes nothing. */
    PAUSED
  }

  static GroupStanding of(String group, int partitions) {
    State state = partitions == 0 ? State.WAITING : State.RUNNING;
    return new GroupStanding(group, state, partitions, null, null);
  }

  static GroupStanding paused(String group, boolean isBusy, long since) {
    State state = isBusy ? State.PAUSING : State.PAUSED;
    return new GroupStanding(group, state, 0, since, LASTS);
  }
}
