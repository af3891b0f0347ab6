package com.livemargs.whatsapp.load.baseline;

import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.MongoClients;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactories;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The design without Kafka: the handler checks the signature, writes PostgreSQL and then MongoDB,
 * and answers. The same web stack, drivers, tables and durability as ours; no redelivery, no
 * statuses, nothing but texts.
 */
public final class PlainDesign {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final PlainPostgres postgres;
  private final PlainMongo mongo;

  private PlainDesign(PlainPostgres postgres, PlainMongo mongo) {
    this.postgres = postgres;
    this.mongo = mongo;
  }

  /** The process: port, secret, R2DBC URL, MongoDB URI. */
  public static void main(String[] arguments) {
    var pool = new ConnectionPool(PlainPostgres.pool(ConnectionFactories.get(arguments[2])));
    var client = MongoClients.create(arguments[3]);
    var database =
        client.getDatabase("plain").withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    var design = new PlainDesign(new PlainPostgres(pool), new PlainMongo(database));
    new SignedRoute(arguments[1], (signature, body) -> design.take(body))
        .serve(Integer.parseInt(arguments[0]));
  }

  private Mono<ServerResponse> take(byte[] body) {
    JsonNode value =
        JSON.readTree(body).path("entry").path(0).path("changes").path(0).path("value");
    PlainMessage message = PlainMessage.of(value);
    return postgres.keep(message).then(mongo.keep(message)).then(ServerResponse.ok().build());
  }
}
