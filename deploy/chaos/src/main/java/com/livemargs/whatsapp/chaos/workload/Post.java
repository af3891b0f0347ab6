package com.livemargs.whatsapp.chaos.workload;

import com.livemargs.whatsapp.chaos.process.Wait;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Meta's rule: what is not answered 200 comes again, unchanged, ever more rarely. */
final class Post {

  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(3);

  private final Door door;
  private final Book book;
  private final BooleanSupplier givenUp;

  Post(Door door, Book book, BooleanSupplier givenUp) {
    this.door = door;
    this.book = book;
    this.givenUp = givenUp;
  }

  /** Delivers a body until it is answered 200; false when all is given up before. */
  boolean deliver(byte[] body) {
    book.posting();
    Duration pause = FIRST;
    while (!givenUp.getAsBoolean()) {
      int status = door.post(body);
      book.count("webhook answered " + (status == 0 ? "not at all" : status));
      if (status == 200) {
        book.posted();
        return true;
      }
      Wait.pause(pause);
      pause = pause.compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
    }
    return false;
  }
}
