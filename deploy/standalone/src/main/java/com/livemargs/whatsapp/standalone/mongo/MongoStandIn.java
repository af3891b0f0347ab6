package com.livemargs.whatsapp.standalone.mongo;

import com.livemargs.whatsapp.standalone.server.Part;
import com.livemargs.whatsapp.standalone.settings.Ports;
import com.livemargs.whatsapp.standalone.settings.StartRefused;
import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** MongoDB's protocol on an H2 store in this JVM, for machines without a {@code mongod}. */
public final class MongoStandIn implements Part {
  private final Path folder;
  private final int port;
  private final String advice;
  private @Nullable MongoServer server;

  /**
   * @param advice what the start page should add, or nothing
   */
  public MongoStandIn(Path folder, int port, String advice) {
    this.folder = folder;
    this.port = port;
    this.advice = advice;
  }

  @Override
  public List<Ports.Wanted> ports() {
    return List.of(new Ports.Wanted("MONGODB_PORT", "127.0.0.1", port, "another MongoDB or ./run"));
  }

  @Override
  public void start() {
    try {
      Files.createDirectories(folder);
      server = new MongoServer(DurableBackend.open(folder.resolve("store.mv")));
      server.bind("127.0.0.1", port);
    } catch (IOException | RuntimeException e) {
      throw new StartRefused(
          "The MongoDB stand-in did not start on %s: %s.".formatted(folder, e.getMessage()), e);
    }
  }

  @Override
  public String description() {
    return "MongoDB: stand-in, mongo-java-server %s in this process, at 127.0.0.1:%d/whatsapp%s"
        .formatted(version(), port, advice);
  }

  // Its jars do not say; the build does.
  private static String version() {
    var properties = new Properties();
    try (var built = MongoStandIn.class.getResourceAsStream("stand-in.properties")) {
      properties.load(Objects.requireNonNull(built));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("mongo-java-server");
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("MONGODB_URI", "mongodb://127.0.0.1:" + port + "/whatsapp");
  }

  @Override
  public void close() {
    if (server != null) {
      server.shutdownNow();
    }
  }
}
