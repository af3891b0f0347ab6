package com.livemargs.whatsapp.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.media.MediaEvent;
import com.livemargs.whatsapp.events.postgres.Schema;
import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.Machine;
import com.livemargs.whatsapp.testkit.PostgresServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One broker, one database, one Graph API, one media fetcher: shared by the module tests, or a
 * test's own.
 */
final class MediaStack implements AutoCloseable {

  static final String API_KEY = "an-api-key-of-the-tests";
  static final String LINK_SECRET = "a-link-secret-of-the-tests";
  static final String PHONE_NUMBER_ID = "412906551877340";

  private static @Nullable MediaStack shared;

  final KafkaServer kafka;
  final String database = PostgresServer.shared().newDatabase();
  final FakeGraph graph = new FakeGraph();
  final Path directory = folder();
  final MediaInstance instance;

  private MediaStack(KafkaServer kafka, String... settings) {
    this.kafka = kafka;
    this.instance = another(settings);
    // They are made on first use, and a test may look at them before.
    Schema tables = instance.context().getBean(Schema.class);
    await().untilAsserted(() -> tables.ready().block());
  }

  static synchronized MediaStack shared() {
    if (shared == null) {
      shared = new MediaStack(KafkaServer.shared());
    }
    return shared;
  }

  /** A stack of one's own, with settings of its own. */
  static MediaStack own(String... settings) {
    return new MediaStack(KafkaServer.start(), settings);
  }

  /** One more instance beside those that run. */
  MediaInstance another(String... settings) {
    return MediaInstance.start(kafka.bootstrapServers(), database, graph, directory, settings);
  }

  static Path folder() {
    return Machine.folderUntilExit("media");
  }

  static String unique(String what) {
    return what + "." + UUID.randomUUID();
  }

  /** A customer's message with a file, as it lies on the topic. */
  static String change(String wamid, String kind, Map<String, ?> media) {
    StringBuilder members = new StringBuilder();
    media.forEach(
        (name, value) ->
            members
                .append(members.isEmpty() ? "" : ",")
                .append('"')
                .append(name)
                .append("\":\"")
                .append(value)
                .append('"'));
    return """
        {"field":"messages","value":{"messaging_product":"whatsapp",
        "metadata":{"display_phone_number":"493055501188","phone_number_id":"%s"},
        "contacts":[{"wa_id":"447700900417","user_id":"GB.19930477720158826"}],
        "messages":[{"from":"447700900417","from_user_id":"GB.19930477720158826","id":"%s",
        "timestamp":"1780301392","type":"%s","%s":{%s}}]}}
        """
        .formatted(PHONE_NUMBER_ID, wamid, kind, kind, members);
  }

  /** Puts a message on the topic. */
  void receive(String wamid, String kind, Map<String, ?> media) {
    kafka.produce(
        Topics.MESSAGES, PHONE_NUMBER_ID + ":GB.19930477720158826", change(wamid, kind, media));
  }

  /** What the media topic says of a message, in order. */
  List<MediaEvent> events(String wamid) {
    return kafka.drain(Topics.MEDIA).stream()
        .filter(record -> new String(record.value(), UTF_8).contains(wamid))
        .map(record -> MediaEvent.parse(record.value()))
        .toList();
  }

  /** The first thing that the media topic says of a message, waited for. */
  MediaEvent event(String wamid) {
    await().until(() -> !events(wamid).isEmpty());
    return events(wamid).getFirst();
  }

  /** The URL of a customer's document, once it is here. */
  String fetched(byte[] body, Map<String, String> more) {
    String wamid = unique("wamid");
    Map<String, String> media = new HashMap<>(more);
    media.put("id", unique("media"));
    graph.holds(media.get("id"), body);
    receive(wamid, "document", media);
    return ((MediaEvent.Stored) event(wamid)).mediaUrl();
  }

  /** The job rows of a message. */
  List<Map<String, @Nullable Object>> jobs(String wamid) {
    return PostgresServer.rows(
        database, "select * from media_jobs where whatsapp_message_id = ?", wamid);
  }

  /** Runs one statement on the database. */
  List<Map<String, @Nullable Object>> sql(String statement, Object... arguments) {
    return PostgresServer.rows(database, statement, arguments);
  }

  /** For a stack of one's own. */
  @Override
  public void close() {
    instance.close();
    graph.close();
    kafka.close();
  }
}
