package com.livemargs.whatsapp.load.store;

import com.livemargs.whatsapp.load.process.Child;
import com.livemargs.whatsapp.load.process.Cores;
import com.livemargs.whatsapp.load.process.Ports;
import com.livemargs.whatsapp.load.process.Usage;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/** A real {@code mongod} of the PATH, journal on. */
public final class Mongo implements AutoCloseable {

  private static final List<String> CACHE_BYTES =
      List.of("wiredTiger", "cache", "maximum bytes configured");

  private final int port;
  private final Child process;
  private final MongoClient client;

  private Mongo(int port, Child process) {
    this.port = port;
    this.process = process;
    this.client = MongoClients.create("mongodb://" + Ports.LOOPBACK + ":" + port);
  }

  /** Starts one in this folder, on these cores. */
  public static Mongo start(Path folder, Cores cores, Path logs) {
    int port = Ports.free();
    List<String> command =
        List.of(
            "mongod",
            "--dbpath=" + create(folder),
            "--port=" + port,
            "--bind_ip=" + Ports.LOOPBACK,
            "--nounixsocket");
    Child process = Child.start("mongod", cores.keeping(command), Map.of(), logs);
    Ports.await(
        "mongod listens",
        Duration.ofSeconds(60),
        () -> {
          process.requireAlive();
          return Ports.listens(port);
        });
    return new Mongo(port, process);
  }

  private static Path create(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The URI of a database. */
  public String uri(String database) {
    return "mongodb://" + Ports.LOOPBACK + ":" + port + "/" + database;
  }

  /** A database. */
  public MongoDatabase database(String name) {
    return client.getDatabase(name);
  }

  /** What makes its writes durable, as far as the server is concerned. */
  public String durability() {
    MongoDatabase admin = client.getDatabase("admin");
    Document build = admin.runCommand(new Document("buildInfo", 1));
    Document status = admin.runCommand(new Document("serverStatus", 1));
    long cache = status.getEmbedded(CACHE_BYTES, Number.class).longValue();
    return "MongoDB %s, one node: journal on, writes w:majority j:true, a cache of %d MiB"
        .formatted(build.getString("version"), cache >> 20);
  }

  /** What it used so far. */
  public Usage usage() {
    return process.usage();
  }

  @Override
  public void close() {
    client.close();
    process.close();
  }
}
