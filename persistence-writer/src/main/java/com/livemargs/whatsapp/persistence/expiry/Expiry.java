package com.livemargs.whatsapp.persistence.expiry;

import java.time.Instant;
import reactor.core.publisher.Mono;

/** A store that forgets. */
public interface Expiry {

  /** Deletes everything whose time came; says how much that was. */
  Mono<Long> delete(Instant now);
}
