package com.livemargs.whatsapp.load.measure;

import com.livemargs.whatsapp.load.process.Child;
import com.livemargs.whatsapp.load.process.Cores;
import com.livemargs.whatsapp.load.process.Ports;
import com.livemargs.whatsapp.load.process.Service;
import com.livemargs.whatsapp.load.process.Services;
import com.livemargs.whatsapp.load.process.Usage;
import com.livemargs.whatsapp.load.store.Broker;
import com.livemargs.whatsapp.load.store.Groups;
import com.livemargs.whatsapp.load.store.LiveKit;
import com.livemargs.whatsapp.load.store.Mongo;
import com.livemargs.whatsapp.load.store.Postgres;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A broker, two databases and a LiveKit server of one's own, and services on them. */
public final class Site implements AutoCloseable {

  /** Name of the database of ours, in both stores. */
  public static final String OURS = "whatsapp";

  private final Path root;
  private final Path work;
  private final Path logs;
  private final Cores cores;
  private final Child kafka;
  private final String bootstrapServers;
  private final Postgres postgres;
  private final String postgresUrl;
  private final Mongo mongo;
  private final Optional<LiveKit> liveKit;
  private final Groups groups;
  private @Nullable Services five;
  private boolean rooms;

  /** Starts the servers. */
  public Site(Places places, Cores cores) {
    this.root = places.root();
    this.work = places.work();
    this.logs = places.logs();
    this.cores = cores;
    int port = Ports.free();
    kafka = Broker.start(work.resolve("kafka"), port, cores, logs);
    bootstrapServers = Ports.LOOPBACK + ":" + port;
    postgres = Postgres.start(work.resolve("postgres"), cores);
    postgresUrl = postgres.database(OURS);
    mongo = Mongo.start(work.resolve("mongodb"), cores, logs);
    liveKit = LiveKit.start(work.resolve("livekit"), cores, logs);
    groups = new Groups(bootstrapServers);
    rooms = liveKit.isPresent();
  }

  /** Services of this kind only, stopped by the caller. */
  Services some(EnumSet<Service> which) {
    return new Services(root, cores, logs).start(which, settings());
  }

  /** All five, started at the first call. */
  Services five() {
    if (five == null) {
      five = some(EnumSet.allOf(Service.class));
    }
    return five;
  }

  /** Whether the five show rooms. */
  boolean rooms() {
    return rooms;
  }

  /** Ends the five; the next five show no rooms. */
  void closeRooms() {
    endFive();
    rooms = false;
  }

  /** Ends the five, where they run. */
  void endFive() {
    if (five != null) {
      five.close();
      five = null;
    }
  }

  private Map<String, String> settings() {
    Map<String, String> all = new HashMap<>();
    all.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
    all.put("POSTGRES_URL", postgresUrl);
    all.put("MONGODB_URI", mongo.uri(OURS));
    all.put("MEDIA_DIR", work.resolve("media").toString());
    all.put("LIVEKIT_URL", "off");
    liveKit
        .filter(server -> rooms)
        .ifPresent(
            server -> {
              all.put("LIVEKIT_URL", server.http());
              all.put("LIVEKIT_API_KEY", LiveKit.KEY);
              all.put("LIVEKIT_API_SECRET", LiveKit.SECRET);
            });
    return all;
  }

  /** What services, broker and databases used so far. */
  Map<String, Usage> usage() {
    Map<String, Usage> usage = new LinkedHashMap<>(five().usage());
    usage.putAll(serversUsage());
    return usage;
  }

  /** The JVMs of the five and the broker. */
  List<Child> jvms() {
    return Stream.concat(EnumSet.allOf(Service.class).stream().map(five()::child), Stream.of(kafka))
        .toList();
  }

  /** What broker and databases used so far. */
  Map<String, Usage> serversUsage() {
    Map<String, Usage> usage = new LinkedHashMap<>();
    usage.put("kafka", kafka.usage());
    usage.put("postgresql", postgres.usage());
    usage.put("mongod", mongo.usage());
    liveKit.ifPresent(server -> usage.put("livekit-server", server.usage()));
    return usage;
  }

  Path root() {
    return root;
  }

  Path logs() {
    return logs;
  }

  Cores cores() {
    return cores;
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  Postgres postgres() {
    return postgres;
  }

  Mongo mongo() {
    return mongo;
  }

  Optional<LiveKit> liveKit() {
    return liveKit;
  }

  Groups groups() {
    return groups;
  }

  /** What makes everything durable, as the servers say. */
  public String durability() {
    return "Kafka 1 broker: acks=all and idempotent as the services set it, no fsync per record (Kafka's own default); "
        + postgres.durability()
        + "; "
        + mongo.durability();
  }

  @Override
  public void close() {
    endFive();
    groups.close();
    liveKit.ifPresent(LiveKit::close);
    mongo.close();
    postgres.close();
    kafka.close();
  }
}
