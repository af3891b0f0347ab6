package com.livemargs.whatsapp.load.baseline;

import com.livemargs.whatsapp.load.process.Child;
import com.livemargs.whatsapp.load.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Kafka Connect as one standalone worker with the JDBC sink and the MongoDB sink on our topic of
 * messages: each in upsert mode, so that a repeat changes nothing, 500 records a batch. The JDBC
 * sink keeps the record's value in one column (it cannot read JSON without a schema), the MongoDB
 * sink keeps the change as a document: less than ours make of a message.
 */
public final class ConnectWorker {

  /** Group of the JDBC sink. */
  public static final String POSTGRES = "connect-postgres";

  /** Group of the MongoDB sink. */
  public static final String MONGO = "connect-mongodb";

  private static final String WORKER =
      """
      bootstrap.servers=%s
      key.converter=org.apache.kafka.connect.storage.StringConverter
      value.converter=org.apache.kafka.connect.converters.ByteArrayConverter
      offset.storage.file.filename=%s
      offset.flush.interval.ms=1000
      plugin.discovery=only_scan
      consumer.auto.offset.reset=earliest
      consumer.max.poll.records=500
      listeners=http://127.0.0.1:%d
      """;
  private static final String JDBC =
      """
      name=postgres
      connector.class=io.debezium.connector.jdbc.JdbcSinkConnector
      tasks.max=1
      topics=whatsapp.messages
      connection.url=jdbc:postgresql://%s
      connection.username=postgres
      connection.password=postgres
      insert.mode=upsert
      primary.key.mode=kafka
      schema.evolution=basic
      batch.size=500
      collection.name.format=connect_messages
      transforms=hoist
      transforms.hoist.type=org.apache.kafka.connect.transforms.HoistField$Value
      transforms.hoist.field=raw
      """;
  private static final String DOCUMENTS =
      """
      name=mongodb
      connector.class=com.mongodb.kafka.connect.MongoSinkConnector
      tasks.max=1
      topics=whatsapp.messages
      connection.uri=%s?w=majority&journal=true
      database=connect
      collection=messages
      value.converter=org.apache.kafka.connect.json.JsonConverter
      value.converter.schemas.enable=false
      document.id.strategy=com.mongodb.kafka.connect.sink.processor.id.strategy.KafkaMetaDataStrategy
      max.batch.size=500
      """;

  private ConnectWorker() {}

  /** The command that starts it, its settings written into this folder. */
  public static List<String> command(
      Path libraries, Path folder, String bootstrapServers, String postgres, String mongoUri) {
    try {
      Files.createDirectories(folder);
      Path offsets = folder.resolve("offsets");
      String worker = WORKER.formatted(bootstrapServers, offsets, Ports.free());
      List<String> more = new ArrayList<>();
      more.addAll(List.of("-cp", libraries + "/*"));
      more.add("org.apache.kafka.connect.cli.ConnectStandalone");
      more.add(write(folder, "worker.properties", worker));
      more.add(write(folder, "postgres.properties", JDBC.formatted(postgres)));
      more.add(write(folder, "mongodb.properties", DOCUMENTS.formatted(mongoUri)));
      return Child.java("512m", more);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String write(Path folder, String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
