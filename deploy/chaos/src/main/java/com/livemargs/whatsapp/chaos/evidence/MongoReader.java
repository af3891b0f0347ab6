package com.livemargs.whatsapp.chaos.evidence;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Reads whole collections. */
final class MongoReader {

  private final String uri;

  MongoReader(String uri) {
    this.uri = uri;
  }

  private <T> List<T> all(String collection, Function<Document, T> reader) {
    return all(collection, new Document(), reader);
  }

  private <T> List<T> all(String collection, Bson order, Function<Document, T> reader) {
    try (MongoClient client = MongoClients.create(uri)) {
      List<T> all = new ArrayList<>();
      client
          .getDatabase("whatsapp")
          .getCollection(collection)
          .find()
          .projection(Projections.exclude("raw"))
          .sort(order)
          .allowDiskUse(true)
          .forEach(document -> all.add(reader.apply(document)));
      return all;
    }
  }

  List<StoredMessage> messages() {
    return all("whatsappMessages", MongoReader::message);
  }

  private static StoredMessage message(Document document) {
    Date time = document.getDate("timestamp");
    return new StoredMessage(
        document.getString("whatsappMessageId"),
        String.valueOf(document.getString("messageId")),
        String.valueOf(document.getString("roomName")),
        document.getString("phoneNumber"),
        String.valueOf(document.getString("type")),
        document.getString("text"),
        String.valueOf(document.getString("direction")),
        String.valueOf(document.getString("status")),
        document.getString("mediaStatus"),
        document.getString("mediaUrl"),
        time == null ? 0 : time.getTime(),
        times(document));
  }

  private static String times(Document document) {
    StringBuilder times = new StringBuilder();
    for (String member : List.of("sentAt", "deliveredAt", "readAt", "playedAt", "failedAt")) {
      times.append(millis(document.getDate(member))).append(' ');
    }
    return times.toString();
  }

  private static String millis(@Nullable Date time) {
    return time == null ? "-" : String.valueOf(time.getTime());
  }

  List<StoredLine> lines() {
    return all(
        "chatMessages",
        Sorts.ascending("timestamp", "logPosition", "messageId"),
        document ->
            new StoredLine(
                String.valueOf(document.getString("messageId")),
                String.valueOf(document.getString("roomName")),
                String.valueOf(document.getString("sender")),
                document.getString("text")));
  }
}
