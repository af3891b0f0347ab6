package com.livemargs.whatsapp.standalone.parts;

import com.livemargs.whatsapp.standalone.mongo.MongoStandIn;
import com.livemargs.whatsapp.standalone.postgres.EmbeddedPostgres;
import com.livemargs.whatsapp.standalone.server.Part;
import com.livemargs.whatsapp.standalone.server.Programs;
import com.livemargs.whatsapp.standalone.settings.DataFolder;
import com.livemargs.whatsapp.standalone.settings.Settings;
import com.livemargs.whatsapp.standalone.settings.StartRefused;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses, for each server the services need: somebody else's if one is named, else one of our own.
 */
public final class Parts {
  private static final String MONGO_MOVE =
      " (a mongod is on the PATH now: to change to it, stop, remove %s and start again; its copy of the"
          + " messages is lost, PostgreSQL keeps all)";

  private final Settings settings;
  private final DataFolder folder;

  public Parts(Settings settings, DataFolder folder) {
    this.settings = settings;
    this.folder = folder;
  }

  /**
   * @param webhook where LiveKit tells what happens in its rooms
   */
  public List<Part> chosen(URI webhook) {
    return List.of(kafka(), postgres(), mongo(), liveKit(webhook));
  }

  private Part kafka() {
    return settings
        .find("KAFKA_BOOTSTRAP_SERVERS")
        .map(ExternalServers::kafka)
        .orElseGet(
            () -> new EmbeddedKafka(folder.resolve("kafka"), settings.port("KAFKA_PORT", 19092)));
  }

  private Part postgres() {
    return settings
        .find("POSTGRES_URL")
        .map(ExternalServers::postgres)
        .orElseGet(
            () -> new EmbeddedPostgres(folder.path(), settings.port("POSTGRES_PORT", 15432)));
  }

  private Part mongo() {
    return settings.find("MONGODB_URI").map(ExternalServers::mongo).orElseGet(this::ownMongo);
  }

  // What a folder was first made with stays: two half histories would be worse than a modest one.
  private Part ownMongo() {
    var program = onPath("mongod");
    var port = settings.port("MONGODB_PORT", 27018);
    var real = folder.resolve("mongodb");
    var standIn = folder.resolve("mongodb-standin");
    if (Files.isDirectory(standIn)) {
      return new MongoStandIn(
          standIn, port, program.map(it -> MONGO_MOVE.formatted(standIn)).orElse(""));
    }
    if (program.isEmpty() && Files.isDirectory(real)) {
      throw new StartRefused(
          "%s was made by a real MongoDB and there is no mongod on the PATH: put it there, or set MONGODB_URI."
              .formatted(real));
    }
    return program
        .<Part>map(it -> new Mongod(it, real, port))
        .orElseGet(() -> new MongoStandIn(standIn, port, ""));
  }

  private Part liveKit(URI webhook) {
    var url = settings.find("LIVEKIT_URL");
    if (url.isPresent()) {
      return "off".equalsIgnoreCase(url.get())
          ? off("switched off by LIVEKIT_URL=off")
          : ExternalServers.liveKit(url.get());
    }
    return onPath("livekit-server")
        .<Part>map(
            it ->
                new LiveKitServer(
                    it, folder.path(), settings.port("LIVEKIT_PORT", 7880), account(webhook)))
        .orElseGet(() -> off("no livekit-server on the PATH and no LIVEKIT_URL"));
  }

  private LiveKitServer.Account account(URI webhook) {
    return new LiveKitServer.Account(
        settings.find("LIVEKIT_API_KEY").orElse(""),
        settings.find("LIVEKIT_API_SECRET").orElse(""),
        webhook);
  }

  private static Part off(String reason) {
    return new ExternalPart(() -> "LiveKit: off, " + reason, Map.of("LIVEKIT_URL", "off"));
  }

  private Optional<Path> onPath(String program) {
    return Programs.find(program, settings.find("PATH").orElse(""));
  }
}
