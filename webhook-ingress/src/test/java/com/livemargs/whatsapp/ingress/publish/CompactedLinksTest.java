package com.livemargs.whatsapp.ingress.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.identity.IdentityLink;
import com.livemargs.whatsapp.events.identity.IdentityView;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a service that starts once the topic is compacted knows of who is whom. */
class CompactedLinksTest {

  private static final String MESSAGE =
      """
      {"field":"messages","value":{"messages":[{"from":"%s","from_user_id":"%s","id":"wamid.1",
       "timestamp":"%d","type":"text","text":{"body":"x"}}]}}""";
  private static final String UPDATE =
      """
      {"field":"user_id_update","value":{"user_id_update":[{%s"user_id":{"previous":"DE.1","current":"DE.2"},
       "timestamp":"%d"}]}}""";

  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
  private final Deadlines deadlines = new Deadlines();
  private final WebhookPublisher door = door();

  @AfterEach
  void waitNoMore() {
    deadlines.close();
  }

  @Test
  void aReplacementWithoutAPhoneLeavesTheCustomersPhone() {
    publish(door, MESSAGE.formatted("491", "DE.2", 100));
    publish(door, UPDATE.formatted("", 200));

    assertThat(compacted().phoneOf("DE.2")).isEqualTo("491");
    assertThat(compacted().phoneOf("DE.1")).isEqualTo("491");
  }

  @Test
  void aReplacementThatIsToldAgainWithoutItsPhoneLeavesThePhone() {
    publish(door, UPDATE.formatted("\"wa_id\":\"491\",", 100));
    publish(
        door,
        """
        {"value":{"messages":[{"id":"wamid.2","timestamp":"200000","type":"system",
         "system":{"type":"user_changed_user_id","user_id":"DE.2","previous_user_id":"DE.1"}}]}}""");

    assertThat(compacted().phoneOf("DE.1")).isEqualTo("491");
  }

  private IdentityView compacted() {
    Map<String, byte[]> last = new HashMap<>();
    for (ProducerRecord<String, byte[]> record : producer.history()) {
      if (record.topic().equals(Topics.IDENTITIES)) {
        last.put(record.key(), record.value());
      }
    }
    IdentityView view = new IdentityView();
    last.values().forEach(link -> view.learn(IdentityLink.parse(link)));
    return view;
  }

  private WebhookPublisher door() {
    return new WebhookPublisher(
        () -> producer,
        new WebhookPublisher.Work(Runnable::run, deadlines, Duration.ofMinutes(1)),
        new Circuit(() -> true, System::nanoTime),
        new LinkMemory(100),
        new PublishMetrics(new SimpleMeterRegistry()));
  }

  private static void publish(WebhookPublisher door, String change) {
    String body = "{\"entry\":[{\"id\":\"1\",\"changes\":[" + change + "]}]}";
    door.publish(body.getBytes(UTF_8), "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
        .block();
  }
}
