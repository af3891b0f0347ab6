package com.livemargs.whatsapp.persistence.postgres;

import com.livemargs.whatsapp.persistence.meter.StoreMeters.Entity;
import com.livemargs.whatsapp.persistence.meter.Writes;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.Collections;

/** What an upsert says of the rows it wrote: whether each is new. */
final class Written {

  /** The last column of {@code returning}: nobody has locked or replaced a row that is new. */
  static final String FRESH = "xmax = 0 as fresh";

  private Written() {}

  static boolean isFresh(Readable row) {
    return Boolean.TRUE.equals(row.get("fresh", Boolean.class));
  }

  static void count(Writes writes, Entity entity, int asked, Collection<Boolean> fresh) {
    int inserted = Collections.frequency(fresh, true);
    writes.add(entity, asked, inserted, fresh.size() - inserted);
  }
}
