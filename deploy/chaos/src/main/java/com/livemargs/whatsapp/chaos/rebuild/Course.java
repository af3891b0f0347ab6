package com.livemargs.whatsapp.chaos.rebuild;

/**
 * How a rebuild went.
 *
 * @param state how it ended, as operators see it
 * @param readAfter records that it read after its death
 * @param toReadAfter offsets that were left for it then; fewer records where a topic is compacted
 * @param skipped records that the store did not take
 */
record Course(
    Emptied emptied, Death death, String state, long readAfter, long toReadAfter, long skipped) {

  /**
   * The loss.
   *
   * @param before messages in the store
   * @param after the same, with what live traffic brought at once
   */
  record Emptied(long before, long after) {}

  /**
   * Where it was killed, by what it had committed.
   *
   * @param read offsets behind it
   * @param left offsets that were there when it began and that it had yet to read
   */
  record Death(long read, long left) {}

  boolean isEmptied() {
    return emptied.after() < emptied.before();
  }

  /** Whether it died when it had begun and was not through. */
  boolean isInterrupted() {
    return death.read() > 0 && death.left() > 0;
  }

  /** Whether it came to its end after that, and did not begin anew for it. */
  boolean isCompleted() {
    return state.equals("DONE") && readAfter > 0 && readAfter <= toReadAfter;
  }
}
