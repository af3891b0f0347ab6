package com.livemargs.whatsapp.ingress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.Topics;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuarantineTest extends DoorTest {

  static Stream<byte[]> notJson() {
    return Stream.of(
        "".getBytes(UTF_8),
        " ".getBytes(UTF_8),
        "{".getBytes(UTF_8),
        "{\"entry\":[}".getBytes(UTF_8),
        "{}{}".getBytes(UTF_8),
        "hello".getBytes(UTF_8),
        "{\"a\":NaN}".getBytes(UTF_8),
        "{'entry':[]}".getBytes(UTF_8),
        "{\"entry\":[]}".getBytes(UTF_16),
        "{\"name\":\"Jürgen\"}".getBytes(ISO_8859_1),
        new byte[] {0, 1, 2, 3});
  }

  @ParameterizedTest
  @MethodSource("notJson")
  void whatIsSignedButNotJsonIsRefusedAndKept(byte[] body) {
    Published published = Published.since();

    int status = meta.deliver(body).statusCode();

    assertThat(status).isEqualTo(400);
    assertThat(only(published).value()).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "1",
        "null",
        "\"text\"",
        " {} ",
        "{\"object\":\"whatsapp_business_account\"}",
        "{\"entry\":{}}",
        "{\"entry\":null}",
        "{\"entry\":[]}"
      })
  void signedJsonThatIsNoWebhookIsTakenAndKept(String body) {
    Published published = Published.since();

    int status = meta.deliver(body).statusCode();

    assertThat(status).isEqualTo(200);
    assertThat(only(published).value()).isEqualTo(body.getBytes(UTF_8));
    assertThat(published.headers(Topics.QUARANTINE, "quarantine-reason"))
        .containsExactly("the body is no webhook");
  }

  private static ConsumerRecord<String, byte[]> only(Published published) {
    List<ConsumerRecord<String, byte[]>> records = published.on(Topics.QUARANTINE);
    assertThat(published.count()).isEqualTo(1);
    assertThat(records).hasSize(1);
    return records.getFirst();
  }
}
