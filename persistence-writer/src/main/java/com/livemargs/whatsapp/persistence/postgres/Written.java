package com.livemargs.whatsapp.persistence.postgres;

import io.r2dbc.spi.Readable;
import java.util.Objects;

/** How many rows an upsert wrote: those that are new, and those that were there. */
record Written(int inserted, int merged) {

  /** An upsert that is asked only this. */
  static String counted(String upsert) {
    // Nobody has locked or replaced a row that is new.
    return """
        with written as (%s returning xmax = 0 as fresh)
        select cast(count(*) filter (where fresh) as integer) as inserted,
          cast(count(*) filter (where not fresh) as integer) as merged from written
        """
        .formatted(upsert);
  }

  static Written of(Readable row) {
    return new Written(
        Objects.requireNonNull(row.get("inserted", Integer.class)),
        Objects.requireNonNull(row.get("merged", Integer.class)));
  }
}
