package com.livemargs.whatsapp.persistence.intake;

import java.time.Instant;
import reactor.core.publisher.Flux;

/** Which lifetimes messages had, and since when. */
public interface Lifetimes {

  /**
   * A lifetime that held.
   *
   * @param since until the next one
   */
  record Era(Instant since, Lifetime lifetime) {}

  /** All that ever held. */
  Flux<Era> all();
}
