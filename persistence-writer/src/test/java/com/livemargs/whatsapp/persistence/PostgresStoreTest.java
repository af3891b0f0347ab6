package com.livemargs.whatsapp.persistence;

import com.livemargs.whatsapp.testkit.PostgresServer;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresStoreTest extends StoreContract {

  private final Stored stored = Stored.postgres(PostgresServer.shared());

  @Override
  Stored stored() {
    return stored;
  }
}
