package com.livemargs.whatsapp.chaos.rebuild;

/**
 * What one order to replay did.
 *
 * @param done letters, as it was answered
 * @param records that it left on the topic of messages
 * @param entries that it left of letters that were handled
 */
record Replay(int done, int refused, long records, long entries) {

  boolean broughtBack(int letters) {
    return done == letters && refused == 0 && records == letters && entries == letters;
  }

  boolean leftNothing() {
    return records == 0 && entries == 0;
  }
}
