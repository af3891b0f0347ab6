package com.livemargs.whatsapp.standalone.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.standalone.SharedPrograms;
import com.livemargs.whatsapp.standalone.server.Leftover;
import com.livemargs.whatsapp.standalone.settings.StartRefused;
import com.livemargs.whatsapp.testkit.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartsKeepDataIT {
  @TempDir Path folder;

  @BeforeEach
  void shareWhatIsAlikeInAllFolders() {
    SharedPrograms.in(folder);
  }

  @Test
  void restartFindsEverythingAgain() throws Exception {
    var settings = settings("/usr/bin:/bin");
    try (var first = new RunningParts(settings)) {
      first.stores().write("kept");
    }

    try (var second = new RunningParts(settings)) {
      assertKept(second.stores());
    }
  }

  @Test
  void killedProcessHasLostNothingAndItsChildrenAreTakenCareOf() throws Exception {
    var settings = settings(System.getenv().getOrDefault("PATH", ""));
    killAfterWriting(settings);

    try (var next = new RunningParts(settings)) {
      assertKept(next.stores());
    }
  }

  @Test
  void killedStandInHasLostNothing() throws Exception {
    var settings = settings("/usr/bin:/bin");
    killAfterWriting(settings);

    try (var next = new RunningParts(settings)) {
      assertKept(next.stores());
    }
  }

  @Test
  void postgresIsDurable() throws Exception {
    try (var parts = new RunningParts(settings("/usr/bin:/bin"))) {
      assertThat(parts.stores().postgresSetting("fsync")).isEqualTo("on");
      assertThat(parts.stores().postgresSetting("synchronous_commit")).isEqualTo("on");
      assertThat(parts.stores().postgresSetting("password_encryption")).isEqualTo("scram-sha-256");
      assertThat(parts.descriptions())
          .contains("PostgreSQL: real, 18", "Kafka: real, 4", "LiveKit: off");
    }
  }

  @Test
  void folderOfAStandInStaysWithItAndOffersTheChange() throws Exception {
    Files.createDirectories(folder.resolve("mongodb-standin"));
    var programs = Files.createDirectories(folder.resolve("programs-on-path"));
    var mongod =
        Files.writeString(programs.resolve("mongod"), "#!/bin/sh\necho 'db version v6.0.5'\n");
    assertThat(mongod.toFile().setExecutable(true)).isTrue();

    try (var parts = new RunningParts(settings(programs + ":/usr/bin:/bin"))) {
      assertThat(parts.descriptions())
          .containsPattern("MongoDB: stand-in, mongo-java-server [0-9.]+ in this process")
          .contains("a mongod is on the PATH now");
    }
  }

  @Test
  void folderOfARealMongoIsNotContinuedByAStandIn() throws Exception {
    Files.createDirectories(folder.resolve("mongodb"));

    assertThatThrownBy(() -> new RunningParts(settings("/usr/bin:/bin")).close())
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("MONGODB_URI");
  }

  @Test
  void aDatabaseThatEndsIsToldAndLiveKitComesBack() throws Exception {
    var ended = new CopyOnWriteArrayList<String>();
    try (var parts = new RunningParts(settings(System.getenv().getOrDefault("PATH", "")))) {
      parts.watch(ended::add);

      kill("postgres/postmaster.pid");
      await().until(() -> ended.stream().anyMatch(it -> it.startsWith("PostgreSQL ended: ")));
      if (parts.descriptions().contains("MongoDB: real")) {
        kill("mongodb/mongod.lock");
        await().until(() -> ended.stream().anyMatch(it -> it.startsWith("MongoDB ended: ")));
      }
      if (parts.descriptions().contains("LiveKit: real")) {
        var before = kill("livekit.pid");
        await().until(() -> pid("livekit.pid").filter(it -> !it.equals(before)).isPresent());
      }
      assertThat(ended).noneMatch(it -> it.startsWith("LiveKit"));
    }
    assertThat(pid("livekit.pid").filter(ProcessHandle::isAlive)).isEmpty();
  }

  private ProcessHandle kill(String pidFile) {
    var process = pid(pidFile).orElseThrow();
    assertThat(process.destroyForcibly()).isTrue();
    return process;
  }

  private Optional<ProcessHandle> pid(String file) {
    return Leftover.pid(folder.resolve(file)).flatMap(ProcessHandle::of);
  }

  private static void assertKept(Stores stores) throws Exception {
    assertThat(stores.kafkaNotes()).containsExactly("kept");
    assertThat(stores.postgresNotes()).containsExactly("kept");
    assertThat(stores.mongoNotes()).containsExactly("kept");
  }

  // destroyForcibly is kill -9: no hook runs, the children live on.
  private void killAfterWriting(Map<String, String> settings) throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ProcessBuilder(java, "-Xmx256m", RunningParts.class.getName(), "kept");
    command.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    command.environment().putAll(settings);
    command.redirectError(folder.resolve("child.log").toFile());
    var child = command.start();
    try (var said = child.inputReader()) {
      assertThat(said.lines().anyMatch("written"::equals)).isTrue();
    }
    child.destroyForcibly().waitFor();
  }

  private Map<String, String> settings(String path) {
    var settings = new HashMap<String, String>();
    for (var name : new String[] {"KAFKA_PORT", "POSTGRES_PORT", "MONGODB_PORT", "LIVEKIT_PORT"}) {
      settings.put(name, String.valueOf(Machine.freePort()));
    }
    settings.put("DATA_DIR", folder.toString());
    settings.put("PATH", path);
    settings.put("LIVEKIT_API_KEY", "APItest");
    settings.put("LIVEKIT_API_SECRET", "a-secret-of-at-least-thirty-two-characters");
    return settings;
  }
}
