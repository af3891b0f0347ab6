package com.livemargs.whatsapp.livekit.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.Room;
import livekit.LivekitRoom.CreateRoomRequest;
import livekit.LivekitRoom.ListParticipantsRequest;
import livekit.LivekitRoom.ListParticipantsResponse;
import livekit.LivekitRoom.SendDataRequest;
import livekit.LivekitRoom.UpdateRoomMetadataRequest;

/**
 * LiveKit's room API in memory, as measured on the real one: a living room keeps its metadata, a
 * nonce counts once, a missing room is answered 503, a refused token comes back in the answer.
 */
public final class LiveKitTwin implements AutoCloseable {

  public static final String KEY = "twinkey";
  public static final String SECRET = "a-twin-secret-of-more-than-32-characters";

  private final HttpServer server;
  private final Map<String, Room> rooms = new ConcurrentHashMap<>();
  private final Set<String> attended = ConcurrentHashMap.newKeySet();
  private final Set<ByteString> nonces = ConcurrentHashMap.newKeySet();
  private final List<SendDataRequest> sent = new CopyOnWriteArrayList<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile int status;
  private volatile boolean dropsConnections;
  private volatile boolean hangs;
  private volatile Duration missingRoomTakes = Duration.ofMillis(300);
  private volatile Duration newRoomTakes = Duration.ZERO;

  public LiveKitTwin() {
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/twirp/livekit.RoomService/", this::answer);
    server.start();
  }

  /** Its address. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The bridge's way to it. */
  public RoomPublisher publisher() {
    LiveKitSettings settings =
        new LiveKitSettings(url(), null, KEY, SECRET, Duration.ofMinutes(5), Duration.ofMinutes(1));
    // What nobody hears is not looked after while a test counts the calls.
    return ServerConfiguration.publisher(
        ServerConfiguration.api(settings, ServerConfiguration.http()), Duration.ofHours(1));
  }

  /** From now on all is answered like that; 0 for as it should be. */
  public void answersAlways(int code) {
    status = code;
  }

  void dropsConnections(boolean drops) {
    dropsConnections = drops;
  }

  /** From now on nothing is answered. */
  public void hangs() {
    hangs = true;
  }

  /** From now on it takes so long to make a room. */
  public void takesForANewRoom(Duration time) {
    newRoomTakes = time;
  }

  /** Somebody is in these rooms from now on, and makes them if need be. */
  public void join(String... names) {
    for (String name : names) {
      create(CreateRoomRequest.newBuilder().setName(name).setEmptyTimeout(300).build());
      attended.add(name);
    }
  }

  /** A room's metadata, empty when there is no such room. */
  public String metadata(String room) {
    Room found = rooms.get(room);
    return found == null ? "" : found.getMetadata();
  }

  void delete(String room) {
    rooms.remove(room);
    attended.remove(room);
  }

  /** What somebody heard, repeats left out. */
  public List<SendDataRequest> sent() {
    return new ArrayList<>(sent);
  }

  /** The methods that were called. */
  public List<String> calls() {
    return new ArrayList<>(calls);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String method = path.substring(path.lastIndexOf('/') + 1);
    byte[] body = exchange.getRequestBody().readAllBytes();
    calls.add(method);
    if (hangs) {
      await(Duration.ofMinutes(1));
    }
    if (dropsConnections || hangs) {
      exchange.close();
      return;
    }
    String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    if (!isGood(token)) {
      reply(exchange, 401, ("invalid token: " + token).getBytes(UTF_8));
    } else if (status != 0) {
      reply(exchange, status, "{\"code\":\"unknown\"}".getBytes(UTF_8));
    } else {
      serve(exchange, method, body);
    }
  }

  private static boolean isGood(String authorization) {
    try {
      JWT.require(Algorithm.HMAC256(SECRET))
          .withIssuer(KEY)
          .build()
          .verify(authorization.replaceFirst("^Bearer ", ""));
      return true;
    } catch (JWTVerificationException refused) {
      return false;
    }
  }

  private void serve(HttpExchange exchange, String method, byte[] body) throws IOException {
    switch (method) {
      case "CreateRoom" -> {
        await(newRoomTakes);
        reply(exchange, create(CreateRoomRequest.parseFrom(body)));
      }
      case "UpdateRoomMetadata" -> update(exchange, UpdateRoomMetadataRequest.parseFrom(body));
      case "ListParticipants" ->
          reply(exchange, participants(ListParticipantsRequest.parseFrom(body).getRoom()));
      case "SendData" -> send(exchange, SendDataRequest.parseFrom(body));
      default -> reply(exchange, 404, "no such method".getBytes(UTF_8));
    }
  }

  private Room create(CreateRoomRequest request) {
    return rooms.computeIfAbsent(
        request.getName(),
        name ->
            Room.newBuilder()
                .setName(name)
                .setMetadata(request.getMetadata())
                .setEmptyTimeout(request.getEmptyTimeout())
                .setDepartureTimeout(request.getDepartureTimeout())
                .setCreationTime(System.currentTimeMillis() / 1000)
                .build());
  }

  private ListParticipantsResponse participants(String room) {
    var answer = ListParticipantsResponse.newBuilder();
    if (attended.contains(room)) {
      answer.addParticipants(ParticipantInfo.newBuilder().setIdentity("somebody"));
    }
    return answer.build();
  }

  private void update(HttpExchange exchange, UpdateRoomMetadataRequest request) throws IOException {
    Room room =
        rooms.computeIfPresent(
            request.getRoom(),
            (name, old) -> old.toBuilder().setMetadata(request.getMetadata()).build());
    if (room == null) {
      reply(exchange, 404, "{\"code\":\"not_found\"}".getBytes(UTF_8));
    } else {
      reply(exchange, room);
    }
  }

  private void send(HttpExchange exchange, SendDataRequest request) throws IOException {
    if (!rooms.containsKey(request.getRoom())) {
      await(missingRoomTakes);
      reply(exchange, 503, "{\"code\":\"unavailable\"}".getBytes(UTF_8));
      return;
    }
    if (nonces.add(request.getNonce()) && attended.contains(request.getRoom())) {
      sent.add(request);
    }
    reply(exchange, 200, new byte[0]);
  }

  private void await(Duration time) {
    try {
      closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void reply(HttpExchange exchange, MessageLite message) throws IOException {
    reply(exchange, 200, message.toByteArray());
  }

  private static void reply(HttpExchange exchange, int code, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/protobuf");
    exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }
}
