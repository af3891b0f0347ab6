package com.livemargs.whatsapp.load.baseline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.MongoClients;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactories;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The design without Kafka: the handler checks the signature, writes PostgreSQL and then MongoDB,
 * and answers. The same web stack, drivers, tables and durability as ours; no redelivery, no
 * statuses, nothing but texts.
 */
public final class PlainDesign {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final SecretKeySpec key;
  private final PlainPostgres postgres;
  private final PlainMongo mongo;

  private PlainDesign(String secret, PlainPostgres postgres, PlainMongo mongo) {
    this.key = new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256");
    this.postgres = postgres;
    this.mongo = mongo;
  }

  /** The process: port, secret, R2DBC URL, MongoDB URI. */
  public static void main(String[] arguments) {
    var pool = new ConnectionPool(PlainPostgres.pool(ConnectionFactories.get(arguments[2])));
    var client = MongoClients.create(arguments[3]);
    var database =
        client.getDatabase("plain").withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    var design = new PlainDesign(arguments[1], new PlainPostgres(pool), new PlainMongo(database));
    var routes = RouterFunctions.route().POST("/whatsapp/webhook", design::take).build();
    HttpServer.create()
        .host("127.0.0.1")
        .port(Integer.parseInt(arguments[0]))
        .handle(new ReactorHttpHandlerAdapter(RouterFunctions.toHttpHandler(routes)))
        .bindNow()
        .onDispose()
        .block();
  }

  private Mono<ServerResponse> take(ServerRequest request) {
    String signature = request.headers().firstHeader("X-Hub-Signature-256");
    return request
        .bodyToMono(byte[].class)
        .flatMap(
            body ->
                isSigned(String.valueOf(signature), body)
                    ? keep(body)
                    : ServerResponse.status(HttpStatus.UNAUTHORIZED).build());
  }

  private boolean isSigned(String shown, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      String expected = "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
      return MessageDigest.isEqual(expected.getBytes(UTF_8), shown.getBytes(UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Mono<ServerResponse> keep(byte[] body) {
    JsonNode value =
        JSON.readTree(body).path("entry").path(0).path("changes").path(0).path("value");
    PlainMessage message = PlainMessage.of(value);
    return postgres.keep(message).then(mongo.keep(message)).then(ServerResponse.ok().build());
  }
}
