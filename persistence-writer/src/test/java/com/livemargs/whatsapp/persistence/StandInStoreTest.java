package com.livemargs.whatsapp.persistence;

import com.livemargs.whatsapp.testkit.MongoServer;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StandInStoreTest extends StoreContract {

  private final Stored stored = Stored.mongo(MongoServer.standIn());

  @Override
  Stored stored() {
    return stored;
  }
}
