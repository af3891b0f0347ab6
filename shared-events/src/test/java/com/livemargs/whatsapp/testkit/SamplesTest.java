package com.livemargs.whatsapp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SamplesTest {

  @Test
  void everyWebhookIsAnObjectWithEntries() {
    assertThat(Samples.all()).hasSize(204);
    assertThat(Samples.webhooks())
        .hasSizeGreaterThan(100)
        .allSatisfy(
            (name, body) -> assertThat(JsonMapper.shared().readTree(body).has("entry")).isTrue());
  }

  @Test
  void anUnknownSampleIsNamed() {
    assertThatThrownBy(() -> Samples.bytes("messages.telepathy"))
        .hasMessageContaining("messages.telepathy");
  }

  @Test
  void aSignatureIsThatOfAKnownExample() {
    // RFC 4231, test case 2
    assertThat(SignedWebhook.sign("Jefe", "what do ya want for nothing?"))
        .isEqualTo("sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }
}
