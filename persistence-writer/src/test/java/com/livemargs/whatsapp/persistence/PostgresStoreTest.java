package com.livemargs.whatsapp.persistence;

import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresStoreTest extends StoreContract {

  private final Stored stored = Stored.postgres();

  @Override
  Stored stored() {
    return stored;
  }
}
