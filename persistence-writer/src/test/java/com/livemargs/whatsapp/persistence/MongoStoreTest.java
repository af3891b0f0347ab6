package com.livemargs.whatsapp.persistence;

import com.livemargs.whatsapp.testkit.RealParts;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MongoStoreTest extends StoreContract {

  private final Stored stored = Stored.mongo(RealParts.mongod());

  @Override
  Stored stored() {
    return stored;
  }
}
