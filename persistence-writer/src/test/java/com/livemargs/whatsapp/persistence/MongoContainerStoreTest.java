package com.livemargs.whatsapp.persistence;

import com.livemargs.whatsapp.testkit.Containers;
import com.livemargs.whatsapp.testkit.MongoServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.testcontainers.mongodb.MongoDBContainer;

@Tag("containers")
class MongoContainerStoreTest extends StoreContract {

  private static final String IMAGE = "mongo:6";

  private static Stored stored;

  @BeforeAll
  static void startServer() {
    var server = Containers.start(() -> new MongoDBContainer(IMAGE));
    stored = Stored.mongo(MongoServer.at(server.getConnectionString(), IMAGE + " in a container"));
  }

  @Override
  Stored stored() {
    return stored;
  }
}
