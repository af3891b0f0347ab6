package com.livemargs.whatsapp.testkit;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link MongoServer} starts and stops; the data outlive a stop. */
sealed interface MongoProcess {

  void start(int port);

  void stop();

  /** Stops for good and leaves nothing behind. */
  default void delete() {
    stop();
  }

  /** A mongod of this machine as a child process in a temporary folder. */
  final class Mongod implements MongoProcess {

    private final Path binary;
    private final Path folder = Machine.folder("mongodb");
    private @Nullable Process process;

    Mongod(Path binary) {
      this.binary = binary;
    }

    @Override
    public void start(int port) {
      List<String> command =
          List.of(
              binary.toString(),
              "--dbpath=" + folder,
              "--port=" + port,
              "--bind_ip=" + Machine.LOOPBACK,
              "--nounixsocket",
              "--wiredTigerCacheSizeGB=0.25",
              // The default looks for expired documents once a minute.
              "--setParameter=ttlMonitorSleepSecs=1",
              "--setParameter=diagnosticDataCollectionEnabled=false");
      process = Machine.server(command, folder, port);
    }

    @Override
    public void stop() {
      if (process != null) {
        process.destroy();
        Machine.awaitEnd(process);
        process = null;
      }
    }

    @Override
    public void delete() {
      if (process != null) {
        process.destroyForcibly();
        Machine.awaitEnd(process);
        process = null;
      }
      Machine.delete(folder);
    }
  }

  /** mongo-java-server in this JVM; the only class that needs it on the class path. */
  final class StandIn implements MongoProcess {

    private final MongoBackend backend =
        new MemoryBackend() {
          @Override
          public void close() {
            // a stopped server keeps its data for the restart
          }
        };
    private de.bwaldvogel.mongo.@Nullable MongoServer server;

    @Override
    public void start(int port) {
      de.bwaldvogel.mongo.MongoServer started = new de.bwaldvogel.mongo.MongoServer(backend);
      started.bind(Machine.LOOPBACK, port);
      server = started;
    }

    @Override
    public void stop() {
      if (server != null) {
        server.shutdownNow();
        server = null;
      }
    }
  }
}
