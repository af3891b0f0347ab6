package com.livemargs.whatsapp.standalone.parts;

import com.livemargs.whatsapp.events.postgres.PostgresSettings;
import com.livemargs.whatsapp.standalone.server.Knock;
import com.livemargs.whatsapp.standalone.server.Part;
import com.mongodb.ConnectionString;
import com.mongodb.reactivestreams.client.MongoClients;
import java.net.URI;
import java.sql.DriverManager;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.server.common.MetadataVersion;
import org.bson.Document;
import reactor.core.publisher.Mono;

/** What servers outside say about themselves; addresses are shown without their passwords. */
final class ExternalServers {
  private static final int PATIENCE_SECONDS = 5;
  private static final String SILENT = "not answering yet";

  private ExternalServers() {}

  static Part kafka(String servers) {
    return new ExternalPart(
        () ->
            "Kafka: external, %s, at %s".formatted(versionOr(() -> kafkaVersion(servers)), servers),
        Map.of("KAFKA_BOOTSTRAP_SERVERS", servers));
  }

  static Part postgres(String url) {
    return new ExternalPart(
        () ->
            "PostgreSQL: external, %s, at %s"
                .formatted(versionOr(() -> postgresVersion(url)), place(url)),
        Map.of("POSTGRES_URL", url));
  }

  static Part mongo(String uri) {
    return new ExternalPart(
        () ->
            "MongoDB: external, %s, at %s"
                .formatted(versionOr(() -> mongoVersion(uri)), mongoPlace(uri)),
        Map.of("MONGODB_URI", uri));
  }

  static Part liveKit(String url) {
    var http = URI.create(url.replaceFirst("^ws", "http"));
    return new ExternalPart(
        () ->
            "LiveKit: external, %s, at %s"
                .formatted(
                    Knock.answers(http) ? "answering (it tells no version)" : SILENT, place(url)),
        Map.of("LIVEKIT_URL", url));
  }

  private static String kafkaVersion(String servers) throws Exception {
    var millis = String.valueOf(PATIENCE_SECONDS * 1000);
    var config =
        Map.<String, Object>of(
            "bootstrap.servers",
            servers,
            "default.api.timeout.ms",
            millis,
            "request.timeout.ms",
            millis);
    try (var admin = Admin.create(config)) {
      var features =
          admin.describeFeatures().featureMetadata().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      var level = features.finalizedFeatures().get(MetadataVersion.FEATURE_NAME);
      return level == null
          ? "of unknown version"
          : MetadataVersion.fromFeatureLevel(level.maxVersionLevel()).version();
    }
  }

  private static String postgresVersion(String url) throws Exception {
    var postgres = new PostgresSettings(url, 1);
    var properties = new Properties();
    properties.setProperty("user", postgres.user());
    properties.setProperty("password", postgres.password());
    properties.setProperty("loginTimeout", String.valueOf(PATIENCE_SECONDS));
    try (var connection = DriverManager.getConnection(postgres.jdbcUrl(), properties)) {
      return connection.getMetaData().getDatabaseProductVersion();
    }
  }

  private static String mongoVersion(String uri) throws Exception {
    try (var client = MongoClients.create(uri)) {
      var asked = client.getDatabase("admin").runCommand(new Document("buildInfo", 1));
      return Mono.from(asked)
          .toFuture()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .getString("version");
    }
  }

  private static String mongoPlace(String uri) {
    var parsed = new ConnectionString(uri);
    var database = parsed.getDatabase();
    return String.join(",", parsed.getHosts()) + "/" + (database == null ? "whatsapp" : database);
  }

  private static String place(String url) {
    return url.replaceFirst("//[^/@]*@", "//").replaceFirst("\\?.*", "");
  }

  // The services wait for what is away; so does the start page, a little.
  private static String versionOr(Callable<String> question) {
    try {
      return question.call();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return SILENT;
    } catch (Exception e) {
      return SILENT;
    }
  }
}
