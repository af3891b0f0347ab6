package com.livemargs.whatsapp.persistence.mongo;

import static com.livemargs.whatsapp.persistence.mongo.Bulk.document;
import static com.livemargs.whatsapp.persistence.mongo.Bulk.replacing;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;

import com.livemargs.whatsapp.persistence.store.State;
import com.livemargs.whatsapp.persistence.store.State.Failure;
import java.util.Date;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** {@link State#merge} as updates that each only improve what is there. */
final class StateDocs {

  private StateDocs() {}

  static void merge(Bulk bulk, Bson message, State state) {
    Document times = times(state);
    if (!times.isEmpty()) {
      bulk.update(message, new Document("$min", times));
    }
    if (!state.outranked().isEmpty()) {
      bulk.update(
          and(message, in("status", state.outranked())),
          new Document("$set", new Document("status", state.status())));
    }
    Failure failure = state.failure();
    if (failure != null) {
      bulk.update(and(message, later(failure)), failed(failure));
    }
  }

  static Document times(State state) {
    return document(
        "sentAt", state.sentAt(),
        "deliveredAt", state.deliveredAt(),
        "readAt", state.readAt(),
        "playedAt", state.playedAt());
  }

  private static Document failed(Failure failure) {
    return replacing(
        "failedAt", failure.at(), "errorCode", failure.code(), "failedReason", failure.reason());
  }

  // No failure yet, or one that State would put after this one.
  private static Bson later(Failure failure) {
    Date at = Date.from(failure.at());
    return or(
        eq("failedAt", null),
        gt("failedAt", at),
        and(eq("failedAt", at), above("errorCode", failure.code())),
        and(
            eq("failedAt", at),
            eq("errorCode", failure.code()),
            above("failedReason", failure.reason())));
  }

  private static Bson above(String field, @Nullable Object value) {
    return value == null ? ne(field, null) : gt(field, value);
  }
}
