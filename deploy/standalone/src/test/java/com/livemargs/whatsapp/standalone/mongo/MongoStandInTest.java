package com.livemargs.whatsapp.standalone.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.livemargs.whatsapp.testkit.Machine;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class MongoStandInTest {
  private static final int ROOMS = 7;
  private static final int DOCUMENTS = 100;
  private static final int REQUESTS = 200;
  private static final int TOGETHER = 20;
  private static final int KILLS = 10;

  private final Path folder;
  private final int port = Machine.freePort();
  private final Logger logger = (Logger) LoggerFactory.getLogger(IndexedCollection.class);
  private final ListAppender<ILoggingEvent> readsOfAll = new ListAppender<>();
  private MongoStandIn server;
  private final MongoClient client = MongoClients.create("mongodb://127.0.0.1:" + port);

  MongoStandInTest(@TempDir Path folder) {
    this.folder = folder;
    server = started(folder);
  }

  private MongoStandIn started(Path data) {
    var standIn = new MongoStandIn(data, port, "");
    standIn.start();
    return standIn;
  }

  private void restart() {
    server.close();
    server = started(folder);
  }

  private MongoCollection<Document> messages() {
    return client.getDatabase("whatsapp").getCollection("messages");
  }

  @BeforeEach
  void aFewRooms() {
    makeIndexes();
    messages().insertMany(aFewMessages());
    logger.setLevel(Level.DEBUG);
    logger.setAdditive(false);
    readsOfAll.start();
    logger.addAppender(readsOfAll);
  }

  @AfterEach
  void end() {
    logger.detachAppender(readsOfAll);
    logger.setLevel(null);
    logger.setAdditive(true);
    client.close();
    server.close();
  }

  private void makeIndexes() {
    var unique = new IndexOptions().unique(true).sparse(true);
    messages().createIndex(Indexes.ascending("wamid"), unique);
    messages().createIndex(Indexes.ascending("room", "timestamp"));
    messages().createIndex(Indexes.ascending("sender"));
    messages().createIndex(Indexes.ascending("expiresAt"));
  }

  private static List<Document> aFewMessages() {
    return IntStream.range(0, DOCUMENTS).mapToObj(MongoStandInTest::message).toList();
  }

  private static Document message(int n) {
    var document = new Document("_id", "id-" + n).append("room", "room-" + n % ROOMS);
    document.append("timestamp", new Date(n));
    return n % 2 == 0
        ? document.append("wamid", "wamid-" + n).append("expiresAt", new Date(n - 50))
        : document.append("sender", "room-" + n % 3);
  }

  private static List<Bson> lookups() {
    return List.of(
        eq("_id", "id-3"),
        in("_id", "id-3", "id-4", "nobody"),
        and(eq("_id", "id-3"), eq("revokedAt", null)),
        and(eq("_id", "id-3"), ne("room", "room-3")),
        and(eq("wamid", "wamid-4"), eq("sender", null)),
        in("wamid", "wamid-4", "wamid-5"),
        and(in("wamid", "wamid-4", "wamid-6"), gt("timestamp", new Date(4))),
        eq("room", "room-1"),
        in("room", List.of()),
        and(in("room", "room-1", "room-2"), or(eq("sender", null), gt("sender", "room-1"))),
        or(in("room", "room-1", "room-2"), in("sender", "room-1", "room-2")),
        or(eq("_id", "id-3"), in("wamid", "wamid-4", "wamid-6")),
        and(ne("sender", "room-1"), and(eq("room", "room-1"))),
        lte("expiresAt", new Date(-1)),
        lte("expiresAt", new Date(20)));
  }

  @Test
  void whatAnIndexLeadsToIsFoundWithoutReadingAll() {
    assertThat(lookups())
        .allSatisfy(
            query -> {
              readsOfAll.list.clear();
              var found = ids(query);

              assertThat(readsOfAll.list).isEmpty();
              assertThat(found).containsExactlyInAnyOrderElementsOf(idsByReadingAll(query));
              assertThat(readsOfAll.list).hasSize(1);
            });
  }

  @Test
  void indexesMadeLaterLeadToWhatWasThereBefore() {
    messages().drop();
    messages().insertMany(aFewMessages());
    makeIndexes();

    restart();
    readsOfAll.list.clear();

    assertThat(lookups())
        .allSatisfy(it -> assertThat(ids(it)).hasSameElementsAs(idsByReadingAll(it)));
    assertThat(readsOfAll.list).hasSize(lookups().size());
  }

  private List<String> ids(Bson query) {
    return messages().find(query).map(it -> it.getString("_id")).into(new ArrayList<>());
  }

  // No index leads to what may hold in place of the query.
  private List<String> idsByReadingAll(Bson query) {
    return ids(or(query, eq("none", 1)));
  }

  @Test
  void anIndexFollowsWhatChanges() {
    messages().updateOne(eq("_id", "id-1"), set("room", "moved"));
    messages().updateOne(eq("_id", "id-3"), unset("sender"));
    messages().deleteMany(eq("room", "room-2"));

    restart();

    assertThat(ids(eq("room", "moved"))).containsExactly("id-1");
    assertThat(ids(eq("room", "room-1"))).doesNotContain("id-1").contains("id-8");
    assertThat(ids(eq("sender", "room-0"))).doesNotContain("id-3").contains("id-15");
    assertThat(ids(eq("room", "room-2"))).isEmpty();
    assertThat(messages().countDocuments()).isEqualTo(DOCUMENTS - 14);
  }

  @Test
  void aKilledServerHasEachRequestWholeOrNotAtAll(@TempDir Path killed) throws Exception {
    var inserted = new AtomicInteger();
    var inserting =
        Stream.of("a", "b")
            .map(it -> Thread.startVirtualThread(() -> insert(it, inserted)))
            .toList();
    for (int kill = 0; kill < KILLS; kill++) {
      var due = kill * REQUESTS / KILLS;
      await().until(() -> inserted.get() >= due);
      var copy = Files.createDirectories(killed.resolve("kill-" + kill));
      Files.copy(folder.resolve("store.mv"), copy.resolve("store.mv"));
    }
    for (var thread : inserting) {
      thread.join();
    }

    for (int kill = 0; kill < KILLS; kill++) {
      server.close();
      server = started(killed.resolve("kill-" + kill));
      for (var request : messages().distinct("request", String.class)) {
        assertThat(ids(eq("request", request))).hasSize(TOGETHER);
        assertThat(ids(eq("room", "room of " + request))).hasSize(TOGETHER);
      }
    }
  }

  private void insert(String name, AtomicInteger inserted) {
    for (int n = 0; n < REQUESTS; n++) {
      var request = name + n;
      messages()
          .insertMany(
              IntStream.range(0, TOGETHER)
                  .mapToObj(
                      it -> new Document("_id", request + "-" + it).append("request", request))
                  .map(it -> it.append("room", "room of " + request))
                  .toList());
      inserted.incrementAndGet();
    }
  }
}
