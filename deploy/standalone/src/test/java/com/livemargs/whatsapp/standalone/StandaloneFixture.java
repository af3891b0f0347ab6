package com.livemargs.whatsapp.standalone;

import com.livemargs.whatsapp.standalone.settings.Settings;
import com.livemargs.whatsapp.testkit.Machine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The whole house in this JVM, on free ports and a folder of its own: what {@code ./run} starts, to
 * be driven over HTTP. Real {@code mongod} and {@code livekit-server} are used when the PATH has
 * them.
 */
public final class StandaloneFixture implements AutoCloseable {
  private final Map<String, String> given = new HashMap<>();
  private final Path data;
  private final List<String> page = new CopyOnWriteArrayList<>();
  private final List<String> ended = new CopyOnWriteArrayList<>();
  private @Nullable Standalone house;

  /**
   * @param data the data folder, which outlives a {@link #restart()}
   */
  public StandaloneFixture(Path data) {
    this.data = data;
    SharedPrograms.in(data);
    for (String name : Rehearsal.PORTS) {
      given.put(name, String.valueOf(Machine.freePort()));
    }
    given.put("DATA_DIR", data.toString());
    given.put("PATH", System.getenv().getOrDefault("PATH", ""));
    // A partition has files of its own, which are on disk before anything is ready.
    given.put("TOPIC_PARTITIONS", "2");
  }

  /** One for the rest of this JVM, whose data goes with it. */
  public static StandaloneFixture untilExit() {
    var fixture = new StandaloneFixture(Machine.folder("standalone"));
    Machine.atExit(
        () -> {
          fixture.close();
          Machine.delete(fixture.data);
        });
    return fixture;
  }

  /** A setting as {@code ./run} would find it in the environment; before the start. */
  public StandaloneFixture with(String name, String value) {
    given.put(name, value);
    return this;
  }

  /** Starts all and returns once everything is ready. */
  public StandaloneFixture start() {
    page.clear();
    var starting = new Standalone(settings());
    house = starting;
    starting.start(page::add, ended::add);
    return this;
  }

  /** What was told of servers that ended by themselves. */
  List<String> ended() {
    return ended;
  }

  public void stop() {
    if (house != null) {
      house.close();
    }
    house = null;
  }

  public void restart() {
    stop();
    start();
  }

  @Override
  public void close() {
    stop();
  }

  /** Where the services are. */
  public URI url() {
    return House.of(settings()).httpUrl();
  }

  /** Where the simulator is. */
  public URI simulatorUrl() {
    return House.of(settings()).simulatorUrl();
  }

  public int port(String name) {
    return Integer.parseInt(given.getOrDefault(name, "0"));
  }

  public String kafka() {
    return "127.0.0.1:" + port("KAFKA_PORT");
  }

  public String postgresUrl() {
    return "postgresql://whatsapp:whatsapp@127.0.0.1:" + port("POSTGRES_PORT") + "/whatsapp";
  }

  public String mongoUri() {
    return "mongodb://127.0.0.1:" + port("MONGODB_PORT") + "/whatsapp";
  }

  /** A key that sends, reads and fetches. */
  public String apiKey() {
    return secret("WHATSAPP_API_KEYS").split(",", 2)[0];
  }

  /** One of the data folder's secrets, or what was given in its place. */
  public String secret(String name) {
    return given.containsKey(name)
        ? given.getOrDefault(name, "")
        : secrets().getOrDefault(name, "");
  }

  /** The lines that a person has seen. */
  public List<String> page() {
    return List.copyOf(page);
  }

  public Path data() {
    return data;
  }

  private Settings settings() {
    return Settings.none().orElse(given);
  }

  private Map<String, String> secrets() {
    var found = new HashMap<String, String>();
    try {
      for (var line : Files.readAllLines(data.resolve("secrets.env"))) {
        var pair = line.split("=", 2);
        found.put(pair[0], pair.length > 1 ? pair[1] : "");
      }
      return found;
    } catch (IOException e) {
      throw new IllegalStateException("Start the fixture first: its secrets are made then", e);
    }
  }
}
