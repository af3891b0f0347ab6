package com.livemargs.whatsapp.events.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.livemargs.whatsapp.events.problem.Problem;
import com.livemargs.whatsapp.events.settings.InvalidSettingException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;

class AccessTest {

  private static final String PLAIN = "a-plain-key-for-tests";
  private static final String SECRET = "a-test-secret-of-more-than-32-characters";

  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final Access access =
      new Access(
          new AccessSettings(
              PLAIN + "," + hashed("another-key-for-tests"),
              "internal-key-for-tests",
              "key",
              SECRET),
          meters);

  @ParameterizedTest
  @ValueSource(strings = {PLAIN, "another-key-for-tests", "internal-key-for-tests"})
  void everyKeyOpensTheDoorInEitherHeader(String key) {
    for (Scope scope : Scope.values()) {
      assertThat(access.caller(header("Authorization", "Bearer " + key), scope))
          .isInstanceOf(Caller.KeyHolder.class);
      assertThat(access.caller(header("X-API-Key", key), scope))
          .isInstanceOf(Caller.KeyHolder.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "wrong", "a-plain-key-for-test", "a-plain-key-for-testsX"})
  void anythingElseIsRefused(String key) {
    assertThatThrownBy(() -> access.caller(header("X-API-Key", key), Scope.READ))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.getStatusCode().value()).isEqualTo(401));
  }

  @Test
  void aJoinTokenShowsItsRoomButIsNoKey() {
    HttpHeaders headers =
        header(
            "Authorization",
            "Bearer " + token(SECRET, 60, Map.of("roomJoin", true, "room", "whatsapp_1")));

    assertThat(access.caller(headers, Scope.READ))
        .isEqualTo(new Caller.Participant("whatsapp_1", "ana", "Ana", true));
    assertThatThrownBy(() -> access.requireKey(headers, Scope.READ))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.getStatusCode().value()).isEqualTo(403));
  }

  @Test
  void tokensThatAreForgedExpiredOrForNoRoomAreRefused() {
    Map<String, Object> grant = Map.of("roomJoin", true, "room", "whatsapp_1");

    assertThat(access.find(header("Authorization", "Bearer " + token("x".repeat(40), 60, grant))))
        .isEmpty();
    assertThat(access.find(header("Authorization", "Bearer " + token(SECRET, -90, grant))))
        .isEmpty();
    assertThat(
            access.find(
                header(
                    "Authorization", "Bearer " + token(SECRET, 60, Map.of("room", "whatsapp_1")))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " , ", "your_api_key_here", "changeme", "sha256:zz", "sha256:abcd"})
  void withoutAKeyNothingStarts(String keys) {
    assertThatThrownBy(() -> new Access(new AccessSettings(keys, null, null, null), meters))
        .isInstanceOfSatisfying(
            InvalidSettingException.class,
            e -> assertThat(e.variable()).isEqualTo("WHATSAPP_API_KEYS"));
  }

  @Test
  void aShortKeyOpensTheDoorAndIsWarnedOfOnceWithoutBeingTold() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger ours = (Logger) LoggerFactory.getLogger("com.livemargs.whatsapp");
    log.start();
    ours.addAppender(log);
    try {
      Access easy = new Access(new AccessSettings("k, seven77", null, null, null), meters);

      assertThat(easy.find(header("X-API-Key", "k"))).isPresent();
      assertThat(easy.find(header("X-API-Key", "seven77"))).isPresent();
    } finally {
      ours.detachAppender(log);
    }
    assertThat(log.list).hasSize(1);
    assertThat(log.list.getFirst().getLevel()).isEqualTo(Level.WARN);
    assertThat(log.list.getFirst().toString()).contains("16").doesNotContain("seven77");
    assertThat(log.list.getFirst().getKeyValuePairs().toString())
        .contains("WHATSAPP_API_KEYS")
        .doesNotContain("seven77");
  }

  @Test
  void whoIsNotLetInIsCountedByWhy() {
    Map<String, Object> grant = Map.of("roomJoin", true, "room", "whatsapp_1");
    String token = token(SECRET, 60, grant);

    assertThatThrownBy(() -> access.caller(new HttpHeaders(), Scope.READ))
        .isInstanceOf(Problem.class);
    assertThatThrownBy(() -> access.caller(header("X-API-Key", "guessed"), Scope.READ))
        .isInstanceOf(Problem.class);
    assertThatThrownBy(
            () -> access.requireKey(header("Authorization", "Bearer " + token), Scope.READ))
        .isInstanceOf(Problem.class);

    assertThat(denied("missing")).isEqualTo(1);
    assertThat(denied("unknown")).isEqualTo(1);
    assertThat(denied("join_token")).isEqualTo(1);
  }

  private double denied(String reason) {
    return meters.get("whatsapp.auth.denied").tag("reason", reason).counter().count();
  }

  private static String token(String secret, long secondsLeft, Map<String, Object> video) {
    return JWT.create()
        .withIssuer("key")
        .withSubject("ana")
        .withClaim("name", "Ana")
        .withClaim("video", video)
        .withExpiresAt(Instant.now().plusSeconds(secondsLeft))
        .sign(Algorithm.HMAC256(secret));
  }

  private static HttpHeaders header(String name, String value) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(name, value);
    return headers;
  }

  private static String hashed(String key) {
    try {
      byte[] hash =
          java.security.MessageDigest.getInstance("SHA-256")
              .digest(key.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      return "sha256:" + java.util.HexFormat.of().formatHex(hash);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
