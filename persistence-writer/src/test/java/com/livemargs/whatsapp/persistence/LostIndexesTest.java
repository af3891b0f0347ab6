package com.livemargs.whatsapp.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.testkit.MongoServer;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class LostIndexesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void storeThatWasAwayAndIsEmptyNowHasItsIndexesBeforeTheFirstWrite() {
    try (MongoServer server = MongoServer.startStandIn()) {
      MongoDatabase database = Stored.database(server);
      Stored stored = Stored.mongo(database);
      stored.take(Topics.MESSAGES, text());
      Mono.from(database.drop()).block(PATIENCE);
      server.stop();
      assertThatThrownBy(() -> stored.take(Topics.MESSAGES, text())).isNotNull();
      server.restart();

      stored.take(Topics.MESSAGES, text());

      assertThat(
              Flux.from(database.getCollection("whatsappMessages").listIndexes())
                  .map(index -> index.getString("name"))
                  .collectList()
                  .block(PATIENCE))
          .contains("whatsappMessageId_1");
    }
  }

  private static byte[] text() {
    return Changes.text(Changes.unique("wamid."), Changes.phone(), 1000, "hello");
  }
}
