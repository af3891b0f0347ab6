package com.livemargs.whatsapp.processes;

import com.livemargs.whatsapp.testkit.PostgresServer;
import com.mongodb.ConnectionString;
import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** Looks into both stores past our own code. */
record Stores(String postgres, String mongo) {

  private static final Map<String, String> COLLECTIONS =
      Map.of("whatsapp_messages", "whatsappMessages", "chat_messages", "chatMessages");

  /** Texts that begin so, sorted, repeated ones as often as they are there. */
  List<String> postgresTexts(String table, String prefix) {
    return PostgresServer.rows(
            postgres, "select text from " + table + " where starts_with(text, ?)", prefix)
        .stream()
        .map(row -> String.valueOf(row.get("text")))
        .sorted()
        .toList();
  }

  /** The same of the collection that holds the table's facts. */
  List<String> mongoTexts(String table, String prefix) {
    try (MongoClient client = MongoClients.create(mongo)) {
      var database =
          client.getDatabase(Objects.requireNonNull(new ConnectionString(mongo).getDatabase()));
      var found =
          database
              .getCollection(Objects.requireNonNull(COLLECTIONS.get(table)))
              .find(Filters.regex("text", "^" + Pattern.quote(prefix)));
      return Flux.from(found)
          .map((Document document) -> document.getString("text"))
          .sort()
          .collectList()
          .blockOptional()
          .orElseThrow();
    }
  }

  /** The row of a message of Meta's, or of a send it accepted. */
  Map<String, @Nullable Object> message(String wamid) {
    return PostgresServer.rows(
            postgres, "select * from whatsapp_messages where whatsapp_message_id = ?", wamid)
        .stream()
        .findFirst()
        .orElse(Map.of());
  }

  /** Where the files lie whose names begin so. */
  List<String> storedFiles(String name) {
    String sql =
        "select media_url from whatsapp_messages where starts_with(file_name, ?) and media_status = 'stored'";
    return PostgresServer.rows(postgres, sql, name).stream()
        .map(row -> String.valueOf(row.get("media_url")))
        .toList();
  }
}
