package com.livemargs.whatsapp.load.generate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.json.JsonSpan;
import com.livemargs.whatsapp.events.meta.MessageReader;
import com.livemargs.whatsapp.events.meta.StatusReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class GeneratorTest {

  private static final Webhooks SOURCE = new Webhooks("a-secret", "run", 10);

  @Test
  void aWebhookIsOneReadableTextOfItsCustomer() {
    Webhook webhook = SOURCE.message(13);

    var message = MessageReader.read(change(webhook), Instant.now());
    assertThat(message.wamid()).isEqualTo(webhook.wamid()).isEqualTo(Webhooks.wamid("run", 13));
    assertThat(message.customer().phone()).isEqualTo(String.valueOf(Webhooks.phone(3)));
    assertThat(webhook.room()).isEqualTo("whatsapp_" + message.customer().phone());
  }

  @Test
  void aStatusSpeaksOfTheMessageThatIsNamed() {
    var status = StatusReader.read(change(SOURCE.status(1, "wamid.of", "read")), Instant.now());

    assertThat(status.wamid()).isEqualTo("wamid.of");
    assertThat(status.status()).isEqualTo("read");
  }

  @Test
  void aRefusedWebhookIsSentAgainUntilItIsTaken() {
    AtomicInteger asked = new AtomicInteger();
    HttpHandler everySecond =
        (request, response) -> {
          response.setRawStatusCode(asked.incrementAndGet() % 2 == 1 ? 503 : 200);
          return request.getBody().then(response.setComplete());
        };
    DisposableServer server =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle(new ReactorHttpHandlerAdapter(everySecond))
            .bindNow();

    try (Generator generator = new Generator(server.port(), 1)) {
      Outcome outcome = generator.run(SOURCE.messages(0, 5));

      assertThat(outcome.latencies()).hasSize(5);
      assertThat(outcome.refused()).isEqualTo(5);
      assertThat(asked).hasValue(10);
    } finally {
      server.disposeNow();
    }
  }

  @Test
  void aPercentileIsAValueThatWasMeasured() {
    long[] sorted = {1_000_000, 2_000_000, 3_000_000, 4_000_000};

    assertThat(Outcome.percentile(sorted, 50)).isEqualTo(2);
    assertThat(Outcome.percentile(sorted, 99)).isEqualTo(4);
    assertThat(Outcome.percentile(new long[0], 99)).isNaN();
  }

  private static byte[] change(Webhook webhook) {
    String request = new String(webhook.request(), ISO_8859_1);
    byte[] body = request.substring(request.indexOf("\r\n\r\n") + 4).getBytes(UTF_8);
    Map<String, JsonSpan> root = JsonSpan.of(body).members();
    List<JsonSpan> entries = List.copyOf(root.get("entry").elements());
    return entries.getFirst().members().get("changes").elements().getFirst().bytes();
  }
}
