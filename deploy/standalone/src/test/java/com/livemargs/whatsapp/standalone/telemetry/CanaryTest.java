package com.livemargs.whatsapp.standalone.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanaryTest {

  private static final String PHONE = "+4917655443322";

  private final Canary canary = new Canary(List.of(PHONE, "a text & more"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sent to +4917655443322",
        "wa_id=4917655443322,",
        "/whatsapp/messages/%2B4917655443322",
        "said a+text+%26+more",
        "2b34393137363535343433333232"
      })
  void findsAValueInEveryPlainForm(String text) {
    assertThat(canary.in(text)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "xy", "xyz"})
  void findsAValueWhereverItLiesInBase64(String before) {
    String encoded = Base64.getEncoder().encodeToString((before + PHONE + "tail").getBytes(UTF_8));

    assertThat(canary.in("key=" + encoded)).isNotEmpty();
  }

  @Test
  void findsThePhoneInAWamid() {
    String inner = "\u001d\u0004\r4917655443322\u0015\u0002\u0011\u0018\u0012ABCDEF";
    String wamid = "wamid." + Base64.getEncoder().encodeToString(inner.getBytes(UTF_8));

    assertThat(canary.in("Key (whatsapp_message_id)=(" + wamid + ")")).isNotEmpty();
  }

  @Test
  void findsNothingWhereNothingIs() {
    assertThat(
            canary.in(
                "group=\"persistence-postgres\" offset=\"491765544\" at 2026-11-24T02:00:00Z"))
        .isEmpty();
  }
}
