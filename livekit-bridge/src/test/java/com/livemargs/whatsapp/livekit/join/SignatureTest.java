package com.livemargs.whatsapp.livekit.join;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.livekit.Reports;
import com.livemargs.whatsapp.livekit.server.LiveKitSettings;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignatureTest {

  private static final String SECRET = "a-secret-of-more-than-32-characters";
  private static final byte[] BODY = "{\"event\": \"room_started\"}".getBytes(UTF_8);

  private final Signature signature =
      new Signature(
          new LiveKitSettings(
              "http://localhost",
              null,
              "key",
              SECRET,
              Duration.ofMinutes(1),
              Duration.ofMinutes(1)));

  @Test
  void aReportIsGoodWhenOurClockIsFiveSecondsBehind() {
    String token = Reports.sign("key", SECRET, BODY, Instant.now().plusSeconds(5));

    assertThat(signature.isGenuine(token, BODY)).isTrue();
  }

  @Test
  void aReportOutOfTimeIsRefused() {
    Instant now = Instant.now();

    assertThat(signature.isGenuine(Reports.sign("key", SECRET, BODY, now.plusSeconds(90)), BODY))
        .isFalse();
    assertThat(signature.isGenuine(Reports.sign("key", SECRET, BODY, now.minusSeconds(900)), BODY))
        .isFalse();
  }

  @Test
  void aForgedReportIsRefused() {
    Instant now = Instant.now();
    byte[] respaced = "{\"event\":\"room_started\"}".getBytes(UTF_8);
    String token = Reports.sign("key", SECRET, BODY, now);

    assertThat(signature.isGenuine(token, respaced)).isFalse();
    assertThat(signature.isGenuine(Reports.sign("key", "another" + SECRET, BODY, now), BODY))
        .isFalse();
    assertThat(signature.isGenuine(Reports.sign("other", SECRET, BODY, now), BODY)).isFalse();
    assertThat(signature.isGenuine(null, BODY)).isFalse();
    assertThat(signature.isGenuine("nonsense", BODY)).isFalse();
  }
}
