package com.livemargs.whatsapp.persistence.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;

import com.livemargs.whatsapp.persistence.identity.AliasEdge;
import com.livemargs.whatsapp.persistence.read.Conversations;
import com.livemargs.whatsapp.persistence.read.Line;
import com.livemargs.whatsapp.persistence.store.ChangeFact;
import com.mongodb.client.model.Sorts;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Conversations read from MongoDB: lines by their compound index, then their messages. */
public final class MongoConversations implements Conversations {

  private final MongoHouse house;
  private final FactFinder finder;

  public MongoConversations(MongoHouse house) {
    this.house = house;
    this.finder = new FactFinder(house);
  }

  @Override
  public Flux<AliasEdge> edges(Collection<String> aliases) {
    return finder.edges(aliases);
  }

  @Override
  public Flux<ChangeFact> changes(Collection<String> targets) {
    return finder.changes(targets);
  }

  @Override
  public Mono<Place> place(UUID messageId, Set<String> rooms) {
    Bson filter = and(eq("_id", messageId.toString()), in("roomName", rooms));
    return Mono.from(house.messages().find(filter).first())
        .map(
            message ->
                new Place(
                    message.getDate("timestamp").toInstant(),
                    message.get("logPosition", 0L),
                    messageId));
  }

  @Override
  public Flux<Line> last(Set<String> rooms, @Nullable Place before, int limit) {
    Bson room = in("roomName", rooms);
    Bson filter = before == null ? room : and(room, earlier(before));
    return Flux.from(
            house
                .lines()
                .find(filter)
                .sort(Sorts.descending("timestamp", "logPosition", "messageId"))
                .limit(limit))
        .collectList()
        .flatMapMany(this::lines);
  }

  private static Bson earlier(Place before) {
    Date at = Date.from(before.timestamp());
    Bson sameTime = eq("timestamp", at);
    return or(
        lt("timestamp", at),
        and(sameTime, below(before.position())),
        and(sameTime, at(before.position()), lt("messageId", before.messageId().toString())));
  }

  // Lines of earlier versions have no position, which stands before all others and counts as 0.
  private static Bson below(long position) {
    return position > 0
        ? or(lt("logPosition", position), eq("logPosition", null))
        : lt("logPosition", position);
  }

  private static Bson at(long position) {
    return position == 0 ? in("logPosition", position, null) : eq("logPosition", position);
  }

  private Flux<Line> lines(List<Document> lines) {
    List<String> ids = lines.stream().map(line -> line.getString("_id")).toList();
    return Flux.from(house.messages().find(in("_id", ids)))
        .collect(HashMap<String, Document>::new, (all, one) -> all.put(one.getString("_id"), one))
        .flatMapIterable(messages -> lines.stream().flatMap(line -> line(line, messages)).toList());
  }

  private static Stream<Line> line(Document line, Map<String, Document> messages) {
    return Stream.ofNullable(messages.get(line.getString("_id")))
        .map(message -> Line.of(name -> (name.equals("sender") ? line : message).get(name)));
  }
}
