package com.livemargs.whatsapp.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.testkit.Malformed;
import com.livemargs.whatsapp.testkit.SignedWebhook;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MalformedBodyTest extends DoorTest {

  private static final int BODIES = 10_000;
  private static final long SEED = 20261124;

  @Test
  void ofTenThousandSignedMalformedBodiesEachIsKeptAndNoneMeetsAnErrorOfOurs() {
    Malformed malformed = new Malformed(SEED);
    List<HttpRequest> requests =
        Stream.generate(malformed::next).limit(BODIES).map(this::signed).toList();
    Published published = Published.since();

    List<Integer> answers = WebhookClient.sendAll(requests);

    assertThat(answers).hasSize(BODIES).containsOnly(200, 400);
    assertThat(published.count()).isGreaterThanOrEqualTo(BODIES);
    assertThat(readiness(port())).isEqualTo(200);
  }

  private HttpRequest signed(byte[] body) {
    return HttpRequest.newBuilder(meta.uri())
        .header(SignedWebhook.HEADER, SignedWebhook.sign(WebhookClient.SECRET, body))
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }
}
