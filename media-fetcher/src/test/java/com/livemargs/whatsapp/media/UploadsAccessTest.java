package com.livemargs.whatsapp.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.media.MediaUrls;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UploadsAccessTest {

  private static final byte[] BODY = Bodies.jpeg();
  private static final String URL =
      MediaStack.shared().fetched(BODY, Map.of("filename", "Ferien am Meer.jpg"));

  private final MediaStack stack = MediaStack.shared();
  private final MediaInstance service = stack.instance;

  @Test
  void withoutKeyOrLinkNothingIsServed() {
    HttpResponse<byte[]> answer = service.getWithoutKey(URL);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
    assertThat(service.getWithoutKey(URL, "X-API-Key", "another-key-altogether").statusCode())
        .isEqualTo(401);
  }

  @Test
  void signedLinkOpensItsFileAndNoOther() {
    String other = MediaStack.shared().fetched(Bodies.jpeg(), Map.of());
    String link = signed(URL, Instant.now().plusSeconds(3_600), MediaStack.LINK_SECRET);

    assertThat(service.getWithoutKey(link).body()).isEqualTo(BODY);
    assertThat(service.getWithoutKey(link.replace(URL, other)).statusCode()).isEqualTo(401);
  }

  @Test
  void expiredOrForgedLinkOpensNothing() {
    Instant past = Instant.now().minusSeconds(1);
    Instant future = Instant.now().plusSeconds(60);
    String prolonged =
        signed(URL, past, MediaStack.LINK_SECRET)
            .replace("expires=" + past.getEpochSecond(), "expires=" + future.getEpochSecond());

    assertThat(service.getWithoutKey(signed(URL, past, MediaStack.LINK_SECRET)).statusCode())
        .isEqualTo(401);
    assertThat(service.getWithoutKey(signed(URL, future, "another secret")).statusCode())
        .isEqualTo(401);
    assertThat(service.getWithoutKey(prolonged).statusCode()).isEqualTo(401);
    assertThat(service.getWithoutKey(URL + "?expires=99999999999&signature=xyz").statusCode())
        .isEqualTo(401);
    assertThat(service.getWithoutKey(URL + "?expires=never&signature=").statusCode())
        .isEqualTo(401);
  }

  @Test
  void whoFollowsAnExpiredLinkIsToldSoAndNotAboutOurKeys() {
    String expired = signed(URL, Instant.now().minusSeconds(1), MediaStack.LINK_SECRET);

    assertThat(text(service.getWithoutKey(expired)))
        .contains("expired")
        .doesNotContain("WHATSAPP_API_KEYS");
    assertThat(text(service.getWithoutKey(URL))).contains("WHATSAPP_API_KEYS");
    assertThat(text(service.getWithoutKey(expired, "X-API-Key", "another-key-altogether")))
        .contains("WHATSAPP_API_KEYS");
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), UTF_8);
  }

  private static String signed(String url, Instant expires, String secret) {
    return MediaUrls.sign(url, expires, secret);
  }

  private static String header(HttpResponse<byte[]> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
