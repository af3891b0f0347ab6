package com.livemargs.whatsapp.persistence;

import static com.livemargs.whatsapp.persistence.Operated.agreed;
import static com.livemargs.whatsapp.persistence.Operated.done;
import static com.livemargs.whatsapp.persistence.Operated.json;
import static com.livemargs.whatsapp.persistence.Operated.post;
import static com.livemargs.whatsapp.persistence.Operated.put;
import static com.livemargs.whatsapp.persistence.Operated.rebuild;
import static com.livemargs.whatsapp.persistence.Operated.stored;
import static com.livemargs.whatsapp.persistence.Operated.tell;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.MessageIds;
import com.livemargs.whatsapp.events.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A store that was lost is filled from the log. */
class RebuildTest {

  private static final List<String> TABLES =
      List.of(
          "whatsapp_messages",
          "chat_messages",
          "message_statuses",
          "message_changes",
          "message_files",
          "rooms",
          "customer_identities",
          "account_events");
  private static final List<String> COLLECTIONS =
      List.of(
          "whatsappMessages",
          "chatMessages",
          "messageStatuses",
          "messageChanges",
          "messageFiles",
          "rooms",
          "customerIdentities",
          "accountEvents");

  private final Service service = Operated.service();

  @Test
  void anEmptyMongoIsRebuiltFromTheLogWhileLiveTrafficGoesOn() {
    tell(service);
    agreed(service);
    empty("mongodb");

    JsonNode begun = post(service, "/rebuild", "{\"store\":\"mongodb\"}");
    tell(service);

    assertThat(done(service, begun).path("skipped").asLong()).isZero();
    agreed(service);
  }

  @Test
  void whoIsWhoComesBackAsOftenAsAStoreIsRebuilt() {
    String phone = Changes.phone();
    String id = Changes.unique("DE.");
    String said =
        "{'from':'%s','from_user_id':'%s','id':'%s','timestamp':'5','type':'text','text':{'body':'x'}}"
            .formatted(phone, id, Changes.unique("wamid."));
    service.kafka.produce(Topics.MESSAGES, phone, Changes.message(said.replace('\'', '"')));
    // Who is whom holds for ever, longer than any message is kept.
    String old = Changes.unique("DE.");
    byte[] link =
        ("{\"customer\":\"" + old + "\",\"phone\":\"" + phone + "\",\"timestamp\":1}")
            .getBytes(UTF_8);
    put(service.kafka, Topics.IDENTITIES, old, link, Instant.now().minus(Duration.ofDays(4_000)));
    agreed(service);

    for (int time = 1; time <= 2; time++) {
      empty("mongodb");
      service.kafka.produce(
          Topics.MESSAGES, phone, Changes.text(Changes.unique("wamid."), phone, 6, "y"));
      stored(service);
      rebuild(service, "mongodb");

      assertThat(service.documents("rooms", new Document("_id", "whatsapp_" + phone)))
          .extracting(room -> room.getString("customerId"))
          .containsExactly(id);
      for (String alias : List.of(id, old)) {
        assertThat(service.documents("customerIdentities", new Document("alias", alias)))
            .hasSize(1);
      }
    }
    agreed(service);
  }

  @Test
  void emptyMessageTablesAreRebuiltFromTheLogAndAnIdGoesOnWhereItStopped() {
    tell(service);
    agreed(service);
    empty("postgresql");
    String order = "{\"store\":\"postgresql\",\"id\":\"second-floor\"}";

    JsonNode first = done(service, post(service, "/rebuild", order));
    agreed(service);
    Story later = tell(service);
    agreed(service);
    JsonNode second = done(service, post(service, "/rebuild", order));

    assertThat(first.path("group").asString())
        .isEqualTo("persistence-postgresql-rebuild-second-floor");
    assertThat(first.path("records").asLong()).isGreaterThanOrEqualTo(later.records.size());
    assertThat(second.path("records").asLong()).isEqualTo(later.records.size());
  }

  @Test
  void aRebuildWhoseProcessIsGoneIsFoundByItsPlaceAndGoesOn() throws Exception {
    tell(service);
    agreed(service);
    String order = "{\"store\":\"mongodb\",\"id\":\"of-one-that-is-gone\"}";
    String group = done(service, post(service, "/rebuild", order)).path("group").asString();

    try (Service next = Service.start(service.kafka, service.postgres, service.mongo)) {
      assertThat(json(next.operator().get("/rebuild"))).isEmpty();
      putBack(group);
      JsonNode found = json(next.operator().get("/rebuild"));

      assertThat(found).hasSize(1);
      assertThat(found.get(0).path("id").asString()).isEqualTo("of-one-that-is-gone");
      assertThat(found.get(0).path("state").asString()).isEqualTo("INTERRUPTED");
      assertThat(found.get(0).path("left").path(Topics.MESSAGES).asLong()).isPositive();
      JsonNode goesOn = done(next, post(next, "/rebuild", order));
      assertThat(goesOn.path("records").asLong()).isPositive();
      assertThat(json(next.operator().get("/rebuild"))).hasSize(1);
    }
  }

  @Test
  void anotherStoreIsRefused() {
    assertThat(service.operator().post("/rebuild", "{\"store\":\"redis\"}").statusCode())
        .isEqualTo(400);
    assertThat(service.operator().post("/rebuild", "store").statusCode()).isEqualTo(400);
    assertThat(service.operator().post("/rebuild", "null").statusCode()).isEqualTo(400);
  }

  // As a process leaves it that is killed before its last batch is durable.
  private void putBack(String group) throws Exception {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", service.kafka.bootstrapServers()))) {
      Map<TopicPartition, OffsetAndMetadata> before = new HashMap<>();
      admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach(
              (one, place) ->
                  before.put(
                      one,
                      new OffsetAndMetadata(Math.max(0, place.offset() - 1), place.metadata())));
      admin.alterConsumerGroupOffsets(group, before).all().get();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgresql", "mongodb"})
  void whoShowedOnlyAnIdToAnEmptyStoreIsInTheLinkedConversationOnceItIsRebuilt(String store) {
    String phone = Changes.phone();
    String id = Changes.unique("DE.");
    String wamid = Changes.unique("wamid.");
    String link = "{'customer':'%s','phone':'%s','timestamp':1}".formatted(id, phone);
    service.kafka.produce(Topics.IDENTITIES, id, link.replace('\'', '"').getBytes(UTF_8));
    agreed(service);
    empty(store);
    String alone =
        "{'from_user_id':'%s','id':'%s','timestamp':'5','type':'text','text':{'body':'x'}}"
            .formatted(id, wamid);
    service.kafka.produce(Topics.MESSAGES, id, Changes.message(alone.replace('\'', '"')));
    stored(service);
    assertThat(rooms(store, wamid)).containsOnly("whatsapp_" + id);

    rebuild(service, store);

    assertThat(rooms(store, wamid)).containsOnly("whatsapp_" + phone);
    agreed(service);
  }

  private void empty(String store) {
    if (store.equals("postgresql")) {
      service.rows("truncate " + String.join(", ", TABLES) + " restart identity; select 1");
    } else {
      COLLECTIONS.forEach(collection -> service.delete(collection, new Document()));
    }
  }

  // Of a message and of its line.
  private List<String> rooms(String store, String wamid) {
    String id = MessageIds.ofWamid(wamid).toString();
    return store.equals("postgresql")
        ? service
            .rows(
                """
                select room_name from whatsapp_messages where message_id = ?::uuid
                union all select room_name from chat_messages where message_id = ?::uuid
                """,
                id,
                id)
            .stream()
            .map(row -> "" + row.get("room_name"))
            .toList()
        : Stream.of("whatsappMessages", "chatMessages")
            .flatMap(it -> service.documents(it, new Document("messageId", id)).stream())
            .map(document -> document.getString("roomName"))
            .toList();
  }
}
