package com.livemargs.whatsapp.load.measure;

import com.livemargs.whatsapp.load.generate.Webhooks;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.InsertManyOptions;
import java.util.Date;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bson.Document;

/**
 * Fills both stores with messages as ours leaves them: half came in, half went out and were sent.
 */
final class Filling {

  static final String RUN = "filled";

  private static final int BATCH = 2_000;
  private static final int CUSTOMERS = 10_000;
  private static final String ROWS =
      """
      insert into whatsapp_messages (message_id, whatsapp_message_id, phone_number, phone_number_id,
        room_name, type, text, direction, status, "timestamp", sent_at, raw, expires_at, created_at)
      select md5('message' || i)::uuid, %1$s, '+' || %2$s, '412906551877340', 'whatsapp_' || %2$s,
        'text', 'Is order ' || i || ' on its way? It was to be here yesterday, and nobody called.',
        case when i %% 2 = 0 then 'incoming' else 'outgoing' end,
        case when i %% 2 = 0 then 'delivered' else 'sent' end,
        now() - i * interval '1 second', case when i %% 2 = 1 then now() end,
        json_build_object('from', %2$s, 'id', %1$s, 'type', 'text', 'text', json_build_object('body',
          'Is order ' || i || ' on its way? It was to be here yesterday, and nobody called.')),
        now() + interval '5 years', now()
      from generate_series(%3$d, %4$d) as i
      """;
  private static final String LINES =
      """
      insert into chat_messages (message_id, room_name, sender, text, direction, "timestamp", expires_at)
      select md5('message' || i)::uuid, 'whatsapp_' || %2$s, 'Customer ' || i %% 10000,
        'Is order ' || i || ' on its way? It was to be here yesterday, and nobody called.',
        case when i %% 2 = 0 then 'incoming' else 'outgoing' end,
        now() - i * interval '1 second', now() + interval '5 years'
      from generate_series(%3$d, %4$d) as i
      """;
  private static final String STATUSES =
      """
      insert into message_statuses (whatsapp_message_id, status, participant, phone_number_id,
        "timestamp", raw, expires_at)
      select %1$s, 'sent', '', '412906551877340', now(),
        json_build_object('id', %1$s, 'status', 'sent'), now() + interval '5 years'
      from generate_series(%3$d, %4$d) as i where i %% 2 = 1
      """;
  private static final String WAMID =
      "'wamid.HBgM' || encode(convert_to('"
          + RUN
          + " ' || lpad(i::text, 9, '0'), 'UTF8'), 'base64')";
  private static final String PHONE = "(4915600000000 + i % 10000)";

  private final Site site;

  Filling(Site site) {
    this.site = site;
  }

  static String wamid(int index) {
    return Webhooks.wamid(RUN, index);
  }

  void empty() {
    site.postgres()
        .execute(Site.OURS, "truncate whatsapp_messages, chat_messages, message_statuses, rooms");
    for (String name : List.of("whatsappMessages", "chatMessages", "messageStatuses", "rooms")) {
      database().getCollection(name).deleteMany(new Document());
    }
  }

  /** Those of these numbers, and rest for the databases. */
  void fill(int from, int to) {
    for (String sql : List.of(ROWS, LINES, STATUSES)) {
      site.postgres().execute(Site.OURS, sql.formatted(WAMID, PHONE, from, to - 1));
    }
    site.postgres().execute(Site.OURS, "vacuum analyze");
    site.postgres().execute(Site.OURS, "checkpoint");
    insert("whatsappMessages", from, to, Filling::message);
    insert("chatMessages", from, to, Filling::line);
    insert("messageStatuses", from / 2, to / 2, i -> status(2 * i + 1));
    database().runCommand(new Document("ping", 1));
    site.mongo().database("admin").runCommand(new Document("fsync", 1));
  }

  private MongoDatabase database() {
    return site.mongo().database(Site.OURS);
  }

  private void insert(String collection, int from, int to, IntFunction<Document> document) {
    var into = database().getCollection(collection);
    var unordered = new InsertManyOptions().ordered(false);
    IntStream.rangeClosed(0, (to - from - 1) / BATCH)
        .map(batch -> from + batch * BATCH)
        .parallel()
        .forEach(
            first ->
                into.insertMany(
                    IntStream.range(first, Math.min(first + BATCH, to)).mapToObj(document).toList(),
                    unordered));
  }

  private static Document message(int i) {
    return line(i)
        .append("whatsappMessageId", wamid(i))
        .append("phoneNumber", "+" + phone(i))
        .append("phoneNumberId", "412906551877340")
        .append("type", "text")
        .append("status", i % 2 == 0 ? "delivered" : "sent")
        .append("raw", "{\"id\":\"" + wamid(i) + "\",\"text\":{\"body\":\"" + text(i) + "\"}}")
        .append("createdAt", new Date());
  }

  private static Document line(int i) {
    String id = "message-" + Integer.toHexString(Integer.reverse(i)) + "-" + i;
    return new Document("_id", id)
        .append("messageId", id)
        .append("roomName", "whatsapp_" + phone(i))
        .append("sender", "Customer " + i % CUSTOMERS)
        .append("text", text(i))
        .append("direction", i % 2 == 0 ? "incoming" : "outgoing")
        .append("timestamp", new Date(System.currentTimeMillis() - i * 1_000L))
        .append("expiresAt", inFiveYears());
  }

  private static Document status(int i) {
    return new Document("_id", wamid(i) + "\nsent\n")
        .append("whatsappMessageId", wamid(i))
        .append("status", "sent")
        .append("participant", "")
        .append("timestamp", new Date())
        .append("raw", "{\"id\":\"" + wamid(i) + "\",\"status\":\"sent\"}")
        .append("expiresAt", inFiveYears());
  }

  private static Date inFiveYears() {
    return new Date(System.currentTimeMillis() + 157_680_000_000L);
  }

  private static long phone(int i) {
    return 4_915_600_000_000L + i % CUSTOMERS;
  }

  private static String text(int i) {
    return "Is order " + i + " on its way? It was to be here yesterday, and nobody called.";
  }
}
