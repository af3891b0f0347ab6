package com.livemargs.whatsapp.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.persistence.read.Conversations;
import com.livemargs.whatsapp.persistence.read.Conversations.Place;
import com.livemargs.whatsapp.persistence.read.Line;
import com.livemargs.whatsapp.testkit.MongoServer;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** MongoDB's lines of a version that knew no position in the log. */
class OlderLinesTest {

  @ParameterizedTest
  @ValueSource(strings = {"stand-in", "shared"})
  void pagesShowThemAllAlsoBesideNewOnesOfTheSameSecond(String server) {
    MongoDatabase database =
        Stored.database(server.equals("shared") ? MongoServer.shared() : MongoServer.standIn());
    Stored stored = Stored.mongo(database);
    String phone = Changes.phone();
    List<String> texts = List.of("old 1", "old 2", "old 3", "new 1", "new 2");
    for (String text : texts) {
      byte[] value = Changes.text(Changes.unique("wamid."), phone, 500, text);
      stored.take(List.of(Changes.received(texts.indexOf(text), value)));
    }
    for (String collection : List.of("chatMessages", "whatsappMessages")) {
      Mono.from(
              database
                  .getCollection(collection)
                  .updateMany(
                      Filters.in("text", texts.subList(0, 3)), Updates.unset("logPosition")))
          .block();
    }

    assertThat(pagedBack(stored.conversations(), "whatsapp_" + phone))
        .containsExactlyInAnyOrderElementsOf(texts);
  }

  private static List<String> pagedBack(Conversations conversations, String room) {
    List<String> texts = new ArrayList<>();
    @Nullable Place before = null;
    for (List<Line> page = page(conversations, room, before); !page.isEmpty(); ) {
      page.forEach(line -> texts.add("" + line.members().get("text")));
      UUID last = UUID.fromString("" + page.getLast().members().get("messageId"));
      page = page(conversations, room, conversations.place(last, Set.of(room)).block());
    }
    return texts;
  }

  private static List<Line> page(Conversations conversations, String room, @Nullable Place before) {
    List<Line> page = conversations.last(Set.of(room), before, 1).collectList().block();
    return page == null ? List.of() : page;
  }
}
