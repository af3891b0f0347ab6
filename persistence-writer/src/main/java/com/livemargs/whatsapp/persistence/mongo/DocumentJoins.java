package com.livemargs.whatsapp.persistence.mongo;

import static com.livemargs.whatsapp.persistence.mongo.Bulk.document;
import static com.livemargs.whatsapp.persistence.mongo.Bulk.replacing;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;

import com.livemargs.whatsapp.persistence.store.ChangeFact;
import com.livemargs.whatsapp.persistence.store.FileFact;
import com.livemargs.whatsapp.persistence.store.Rewrite;
import com.livemargs.whatsapp.persistence.store.State;
import com.mongodb.client.model.Projections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Brings what was kept aside to its message; only what is better than what is there changes it. An
 * edit is set as it is given: its caller asks again whether that still is the newest.
 */
final class DocumentJoins {

  private final MongoHouse house;

  DocumentJoins(MongoHouse house) {
    this.house = house;
  }

  Mono<Void> advance(Map<String, State> states, Map<UUID, State> sends) {
    Bulk bulk = new Bulk();
    states.forEach(
        (wamid, state) -> {
          Bson message = and(eq("whatsappMessageId", wamid), eq("direction", "outgoing"));
          StateDocs.merge(bulk, message, state);
        });
    sends.forEach((id, state) -> StateDocs.merge(bulk, eq("_id", id.toString()), state));
    return bulk.writeTo(house.messages()).then();
  }

  Mono<Void> rewrite(List<Rewrite> rewrites) {
    List<String> targets = rewrites.stream().map(Rewrite::target).toList();
    return targets.isEmpty()
        ? Mono.empty()
        : ids(targets)
            .flatMap(
                ids -> {
                  Bulk bulk = new Bulk();
                  rewrites.stream()
                      .filter(rewrite -> ids.containsKey(rewrite.target()))
                      .forEach(it -> rewrite(bulk, eq("_id", ids.get(it.target())), it));
                  return bulk.writeTo(house.lines()).then();
                });
  }

  private Mono<Map<String, String>> ids(List<String> wamids) {
    return Flux.from(
            house
                .messages()
                .find(in("whatsappMessageId", wamids))
                .projection(Projections.include("whatsappMessageId")))
        .collect(
            HashMap::new,
            (all, one) -> all.put(one.getString("whatsappMessageId"), one.getString("_id")));
  }

  private static void rewrite(Bulk bulk, Bson line, Rewrite rewrite) {
    ChangeFact edit = rewrite.edit();
    if (edit != null) {
      Date at = Date.from(edit.timestamp());
      Bson news = and(line, ne("editedBy", edit.wamid()));
      bulk.update(
          and(news, eq("revokedAt", null)),
          replacing("text", edit.content(), "editedAt", at, "editedBy", edit.wamid()));
      // Of a revoked line only that it was edited, as the other order of the two leaves it.
      bulk.update(
          and(news, ne("revokedAt", null)), replacing("editedAt", at, "editedBy", edit.wamid()));
    }
    ChangeFact revoke = rewrite.revoke();
    if (revoke != null) {
      Date at = Date.from(revoke.timestamp());
      bulk.update(
          and(line, or(eq("revokedAt", null), gt("revokedAt", at))),
          replacing("text", null, "mediaUrl", null, "revokedAt", at));
    }
  }

  Mono<Void> attach(List<FileFact> files) {
    Bulk messages = new Bulk();
    files.forEach(file -> attach(messages, file));
    List<String> wamids = files.stream().map(FileFact::wamid).toList();
    return files.isEmpty()
        ? Mono.empty()
        : messages
            .writeTo(house.messages())
            .thenMany(Flux.from(house.messages().find(in("whatsappMessageId", wamids))))
            .collect(Bulk::new, DocumentJoins::show)
            .flatMap(lines -> lines.writeTo(house.lines()))
            .then();
  }

  // A send of ours has no media status: its link stays the caller's.
  private static void attach(Bulk bulk, FileFact file) {
    boolean stored = file.status().equals(FileFact.STORED);
    Bson worse =
        stored
            ? or(
                in("mediaStatus", "pending", FileFact.UNAVAILABLE),
                and(eq("mediaStatus", FileFact.STORED), gt("mediaUrl", file.url())))
            : eq("mediaStatus", "pending");
    bulk.update(
        and(eq("whatsappMessageId", file.wamid()), worse),
        new Document(
            "$set",
            document(
                "mediaStatus", file.status(),
                "mediaUrl", stored ? file.url() : null,
                "fileName", file.name(),
                "fileSize", file.size(),
                "mimeType", file.mimeType())));
  }

  private static void show(Bulk lines, Document message) {
    String url = message.getString("mediaUrl");
    if (url != null) {
      lines.update(
          and(
              eq("_id", message.getString("_id")),
              eq("revokedAt", null),
              or(eq("mediaUrl", null), gt("mediaUrl", url))),
          replacing("mediaUrl", url));
    }
  }
}
