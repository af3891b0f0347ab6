package com.livemargs.whatsapp.standalone.parts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.reactivestreams.client.MongoClients;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One note in each store, by the clients everybody uses: what was acknowledged has to be found
 * again.
 */
final class Stores {
  private static final String TOPIC = "notes";
  private final Map<String, String> addresses;

  Stores(Map<String, String> addresses) {
    this.addresses = addresses;
  }

  void write(String note) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", kafka()))) {
      if (!admin.listTopics().names().get().contains(TOPIC)) {
        admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
      }
    }
    Map<String, Object> config = Map.of("bootstrap.servers", kafka(), "acks", "all");
    try (var producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, note)).get();
    }
    try (var connection = DriverManager.getConnection(jdbc());
        var statement = connection.createStatement()) {
      statement.execute("create table if not exists notes (note text)");
      statement.execute("insert into notes values ('" + note + "')");
    }
    try (var client = MongoClients.create(mongo())) {
      Mono.from(
              client
                  .getDatabase("whatsapp")
                  .getCollection("notes")
                  .insertOne(new Document("note", note)))
          .toFuture()
          .get();
    }
  }

  List<String> kafkaNotes() {
    Map<String, Object> config = Map.of("bootstrap.servers", kafka());
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      var partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      var end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      var notes = new ArrayList<String>();
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(found -> notes.add(found.value()));
      }
      return notes;
    }
  }

  List<String> postgresNotes() throws Exception {
    var notes = new ArrayList<String>();
    try (var connection = DriverManager.getConnection(jdbc());
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select note from notes")) {
      while (rows.next()) {
        notes.add(rows.getString(1));
      }
    }
    return notes;
  }

  List<String> mongoNotes() throws Exception {
    try (var client = MongoClients.create(mongo())) {
      var found = client.getDatabase("whatsapp").getCollection("notes").find();
      return Flux.from(found).map(it -> it.getString("note")).collectList().toFuture().get();
    }
  }

  /** What a setting of the running PostgreSQL is. */
  String postgresSetting(String name) throws Exception {
    try (var connection = DriverManager.getConnection(jdbc());
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select current_setting('" + name + "')")) {
      rows.next();
      return new String(rows.getBytes(1), UTF_8);
    }
  }

  private String kafka() {
    return addresses.getOrDefault("KAFKA_BOOTSTRAP_SERVERS", "");
  }

  private String mongo() {
    return addresses.getOrDefault("MONGODB_URI", "");
  }

  private String jdbc() {
    return addresses
        .getOrDefault("POSTGRES_URL", "")
        .replaceFirst("//(.*):(.*)@(.*)", "//$3?user=$1&password=$2")
        .replaceFirst("^", "jdbc:");
  }
}
