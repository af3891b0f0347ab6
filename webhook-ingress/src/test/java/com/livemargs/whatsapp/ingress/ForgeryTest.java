package com.livemargs.whatsapp.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.testkit.Forgery;
import com.livemargs.whatsapp.testkit.SignedWebhook;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForgeryTest extends DoorTest {

  private static final int FORGERIES = 10_000;
  private static final int EVERY = 20;
  private static final long SEED = 20261124;

  @Test
  void ofTenThousandForgeriesNoneGetsInAndEveryGenuineOneBetweenThemDoes() {
    Random random = new Random(SEED);
    List<HttpRequest> forged = new ArrayList<>();
    List<HttpRequest> genuine = new ArrayList<>();
    for (int i = 0; i < FORGERIES; i++) {
      Forgery forgery = Forgery.of(i, WebhookClient.SECRET, text("forged", i), random);
      forged.add(request(forgery.body(), forgery.signatures()));
      if (i % EVERY == 0) {
        byte[] body = text("genuine", i);
        genuine.add(request(body, List.of(SignedWebhook.sign(WebhookClient.SECRET, body))));
      }
    }
    Published published = Published.since();

    Map<Integer, Long> refused = answers(forged);
    Map<Integer, Long> taken = answers(genuine);

    assertThat(refused).isEqualTo(Map.of(401, (long) FORGERIES));
    assertThat(taken).isEqualTo(Map.of(200, (long) FORGERIES / EVERY));
    assertThat(published.count()).isEqualTo(FORGERIES / EVERY);
    assertThat(published.values(Topics.MESSAGES)).allMatch(value -> value.contains("genuine"));
  }

  private Map<Integer, Long> answers(List<HttpRequest> requests) {
    return WebhookClient.sendAll(requests).stream()
        .collect(Collectors.groupingBy(status -> status, Collectors.counting()));
  }

  private HttpRequest request(byte[] body, List<String> signatures) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(meta.uri()).POST(BodyPublishers.ofByteArray(body));
    signatures.forEach(signature -> request.header(SignedWebhook.HEADER, signature));
    return request.build();
  }

  // What re-serialising spoils: escapes that need not be, emoji, accents, order, odd blanks.
  private static byte[] text(String marker, int i) {
    String emoji =
        List.of("\uD83D\uDE00", "\\ud83d\\ude00", "caf\u00E9 @", "\\/\\u0041").get(i % 4);
    String blank = IntStream.range(0, i % 3).mapToObj(n -> " ").collect(Collectors.joining());
    return """
        {"object":"whatsapp_business_account",%s"entry":[{"id":"102290129340398","changes":[{"value":
        {"messaging_product":"whatsapp","metadata":{"phone_number_id":"106540352242922"},"messages":[
        {"from":"16505551234","id":"wamid.%s.%d","timestamp":"1749416383","type":"text",
        "text":{"body":"%s \\/ %s A"}}]},"field":"messages"}]}]}"""
        .formatted(blank, marker, i, emoji, marker)
        .getBytes(UTF_8);
  }
}
