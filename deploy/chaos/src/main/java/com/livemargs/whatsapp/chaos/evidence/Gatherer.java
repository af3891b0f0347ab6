package com.livemargs.whatsapp.chaos.evidence;

import com.livemargs.whatsapp.chaos.cluster.Cluster;
import com.livemargs.whatsapp.chaos.workload.Asked;
import com.livemargs.whatsapp.chaos.workload.Book;
import com.livemargs.whatsapp.events.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Reads everything that there is, past all links. */
public final class Gatherer {

  private final Cluster cluster;

  public Gatherer(Cluster cluster) {
    this.cluster = cluster;
  }

  /** All of it. */
  public Evidence gather() {
    PostgresReader postgres = new PostgresReader(cluster.jdbcUrl());
    MongoReader mongo = new MongoReader(cluster.mongoUri());
    TopicReader topics = new TopicReader(cluster.bootstrapServers());
    return new Evidence(
        postgres.messages(),
        mongo.messages(),
        postgres.lines(),
        mongo.lines(),
        topics.arrivals(),
        postgres.sends(),
        accepted(),
        requests(),
        topics.doubted(),
        topics.aside(),
        files(cluster.mediaFolder()));
  }

  /** What became of the sends that a book knows, and nothing else. */
  public Evidence sends(Book book) {
    Set<String> texts = book.asked().stream().map(Asked::text).collect(Collectors.toSet());
    return new Evidence(
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new PostgresReader(cluster.jdbcUrl()).sends(),
        accepted().stream().filter(send -> texts.contains(send.text())).toList(),
        Map.of(),
        Set.of(),
        Map.of(),
        Map.of());
  }

  private List<AcceptedSend> accepted() {
    return cluster.meta().acceptedSends().stream().map(Gatherer::accepted).toList();
  }

  private static AcceptedSend accepted(JsonNode send) {
    return new AcceptedSend(
        send.path("wamid").asString(""),
        send.path("bizOpaqueCallbackData").asString(""),
        send.path("body").path("text").path("body").asString(""),
        recipient(send.path("body")),
        send.path("answered").asBoolean(true));
  }

  // An id stands in a member of its own.
  private static String recipient(JsonNode body) {
    return body.path("recipient").asString(body.path("to").asString("").replace("+", ""));
  }

  private Map<String, Long> requests() {
    return cluster.meta().sendRequests().stream()
        .map(request -> Json.MAPPER.readTree(request.path("body").asString("{}")))
        .map(body -> body.path("biz_opaque_callback_data").asString(""))
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  // Only what a reader could be given: names, no hidden folder.
  private static Map<String, String> files(Path folder) {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(file.getFileName().toString(), sha256(file));
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(Path file) throws IOException {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
