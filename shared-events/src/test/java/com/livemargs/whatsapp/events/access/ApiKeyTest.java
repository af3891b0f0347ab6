package com.livemargs.whatsapp.events.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.livemargs.whatsapp.events.problem.Problem;
import com.livemargs.whatsapp.events.settings.InvalidSettingException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

/** Keys with a name and scopes. */
class ApiKeyTest {

  private static final String KEY = "a-random-key-that-nobody-is-shown";
  private static final String HASH =
      "sha256:7a4ad0eae09fa2cc7c3fd0b35ca7a3a7f0ee7cb8d0c2c1a1e3ddbd31d5bd8a11";

  private final MeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void aKeyWithScopesOpensTheirPathsAlone() {
    Access access = access("desk/read+media=" + KEY);

    assertThat(access.requireKey(shown(KEY), Scope.READ)).isEqualTo("desk");
    assertThat(access.requireKey(shown(KEY), Scope.MEDIA)).isEqualTo("desk");
    assertThatThrownBy(() -> access.requireKey(shown(KEY), Scope.SEND))
        .isInstanceOfSatisfying(
            Problem.class,
            p -> {
              assertThat(p.getStatusCode().value()).isEqualTo(403);
              assertThat(p.getBody().getDetail()).contains("send").doesNotContain("read", "desk");
            });
    assertThat(meters.counter("whatsapp.auth.denied", "reason", "scope").count()).isEqualTo(1);
  }

  @Test
  void aNameAloneMayDoEverythingAndSeveralKeysMayHaveIt() {
    Access access = access("crm=" + KEY + ", crm=another-" + KEY);

    for (Scope scope : Scope.values()) {
      assertThat(access.requireKey(shown(KEY), scope)).isEqualTo("crm");
      assertThat(access.requireKey(shown("another-" + KEY), scope)).isEqualTo("crm");
    }
  }

  @Test
  void whatStandsInTheListIsNoKey() {
    assertThat(access("crm/send=" + KEY).find(shown("crm/send=" + KEY))).isEmpty();
    assertThat(access("crm=" + KEY).find(shown("=" + KEY))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c2VjcmV0LWtleS1vZi0yMA==",
        "c2VjcmV0LWtleS1vZi0yMjA=",
        "ab/de+read/media+send/9A=",
        "send/read+media//////////==",
        "abcdefghijklmnopqrstuvwx======",
        "abcdefghijklmnopqrstuvwxyz0123456789abcdefg="
      })
  void aKeyThatEndsInPaddingIsAKeyWithoutAndWithAName(String key) {
    assertThat(ApiKey.list(key)).containsExactly(ApiKey.unnamed(key));
    assertThat(access(key).find(shown(key))).isPresent();
    assertThat(access("crm/send=" + key).requireKey(shown(key), Scope.SEND)).isEqualTo("crm");
  }

  @Test
  void aHashMayHaveANameToo() {
    assertThat(ApiKey.list("crm/rooms=" + HASH).getFirst().key()).isEqualTo(HASH);
    assertThat(ApiKey.firstPlain("a=" + HASH + ",b/read=" + KEY + ",c=" + KEY + "2", Scope.SEND))
        .contains(KEY + "2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=KEY",
        "/send=KEY",
        "Crm=KEY",
        "-crm=KEY",
        "c_r_m=KEY",
        "crm =KEY",
        "a-name-that-has-thirty-three-letters=KEY",
        "crm==KEY",
        "crm/=KEY",
        "crm/sned=KEY",
        "crm/send,read=KEY",
        "crm/send+=KEY",
        "crm/SEND=KEY",
        "crm/admin=KEY",
        "crm=",
        "crm/send=",
        "crm/send",
        "crm/read+media,send=KEY",
        "crm=changeme",
        "crm=sha256:KEY",
        "crm/send=KEY,crm/read=KEY2",
        "crm/send=KEY,crm=KEY2",
        "crm=KEY,shop=KEY",
        "crm/send=KEY,KEY",
      })
  void anUnclearEntryStopsTheStartAndIsNotTold(String entries) {
    assertThatThrownBy(() -> access(entries.replace("KEY", KEY)))
        .isInstanceOfSatisfying(
            InvalidSettingException.class,
            e -> {
              assertThat(e.variable()).isEqualTo("WHATSAPP_API_KEYS");
              assertThat(e.fix()).isNotBlank();
              assertThat(e).hasMessageNotContainingAny(KEY, "crm", "sned", "shop");
            });
  }

  @Test
  void theSameEntryTwiceIsHarmless() {
    assertThat(access("crm=" + KEY + ",crm=" + KEY).find(shown(KEY))).isPresent();
  }

  @Test
  void aListedKeyThatIsTheInternalOneTooIsAsTheListSays() {
    Access access = new Access(new AccessSettings("bridge/read=" + KEY, KEY, null, null), meters);

    assertThat(access.requireKey(shown(KEY), Scope.READ)).isEqualTo("bridge");
    assertThatThrownBy(() -> access.requireKey(shown(KEY), Scope.SEND)).isInstanceOf(Problem.class);
  }

  @Test
  void anAdminKeyHasNoName() {
    AdminAccess operators = new AdminAccess("crm/send=" + KEY, meters);

    assertThat(operators.requireKey(shown("crm/send=" + KEY))).matches("[0-9a-f]{8}");
    assertThatThrownBy(() -> operators.requireKey(shown(KEY))).isInstanceOf(Problem.class);
  }

  private Access access(String keys) {
    return new Access(new AccessSettings(keys, null, null, null), meters);
  }

  private static HttpHeaders shown(String key) {
    HttpHeaders headers = new HttpHeaders();
    headers.set("X-API-Key", key);
    return headers;
  }
}
