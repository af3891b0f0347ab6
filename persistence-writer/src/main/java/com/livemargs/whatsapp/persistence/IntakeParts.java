package com.livemargs.whatsapp.persistence;

import com.livemargs.whatsapp.events.kafka.DeadLetters;
import com.livemargs.whatsapp.persistence.intake.Intake;
import com.livemargs.whatsapp.persistence.intake.Lifetime;
import com.livemargs.whatsapp.persistence.meter.LateStatuses;
import com.livemargs.whatsapp.persistence.meter.StoreMeters;
import com.livemargs.whatsapp.persistence.store.MessageStore;
import io.micrometer.core.instrument.MeterRegistry;

/** What the intakes of both stores share. */
record IntakeParts(Lifetime lifetime, DeadLetters deadLetters, MeterRegistry meters) {

  static final String POSTGRES = "postgresql";
  static final String MONGODB = "mongodb";

  StoreMeters storeMeters(String store) {
    return new StoreMeters(meters, store);
  }

  Intake intake(String group, MessageStore store, String name) {
    return new Intake(
        store,
        lifetime,
        (record, why) -> deadLetters.put(group, record, why),
        new LateStatuses(meters, name));
  }
}
