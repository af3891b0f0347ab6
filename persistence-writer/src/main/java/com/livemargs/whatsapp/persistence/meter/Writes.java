package com.livemargs.whatsapp.persistence.meter;

import com.livemargs.whatsapp.persistence.meter.StoreMeters.Entity;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What one attempt wrote, not counted before it is durable. */
public final class Writes {

  private final StoreMeters meters;
  private final List<Write> writes = new CopyOnWriteArrayList<>();

  Writes(StoreMeters meters) {
    this.meters = meters;
  }

  private record Write(Entity entity, int asked, int inserted, int merged) {}

  /** The attempt begins anew: what it wrote before was taken back. */
  public void again() {
    writes.clear();
  }

  /**
   * Facts were written.
   *
   * @param asked how many there were; those neither inserted nor merged were there already
   */
  public void add(Entity entity, int asked, int inserted, int merged) {
    writes.add(new Write(entity, asked, inserted, merged));
  }

  /** All of it is durable. */
  public void durable() {
    for (Write write : writes) {
      meters.add(write.entity(), "inserted", write.inserted());
      meters.add(write.entity(), "merged", write.merged());
      int same = write.asked() - write.inserted() - write.merged();
      meters.add(write.entity(), "duplicate", Math.max(0, same));
    }
  }
}
