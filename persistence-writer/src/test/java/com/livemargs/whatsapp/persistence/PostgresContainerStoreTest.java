package com.livemargs.whatsapp.persistence;

import com.livemargs.whatsapp.testkit.Containers;
import com.livemargs.whatsapp.testkit.PostgresServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.testcontainers.postgresql.PostgreSQLContainer;

@Tag("containers")
class PostgresContainerStoreTest extends StoreContract {

  private static final String IMAGE = "postgres:18";

  private static Stored stored;

  @BeforeAll
  static void startServer() {
    var server = Containers.start(() -> new PostgreSQLContainer(IMAGE));
    String url =
        "postgresql://%s:%s@%s:%d/%s"
            .formatted(
                server.getUsername(),
                server.getPassword(),
                server.getHost(),
                server.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                server.getDatabaseName());
    stored = Stored.postgres(PostgresServer.at(url, IMAGE + " in a container"));
  }

  @Override
  Stored stored() {
    return stored;
  }
}
