package com.livemargs.whatsapp.media.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Sha256Test {

  @Test
  void base64AndHexStandForTheSameBytes() {
    byte[] hex =
        Sha256.decode("2a21fe6d592a19b7de898b50eb53c429608de1a66f3e9f62da19714a770553d1")
            .orElseThrow();

    assertThat(Sha256.decode("KiH+bVkqGbfeiYtQ61PEKWCN4aZvPp9i2hlxSncFU9E=")).contains(hex);
    assertThat(Sha256.decode("KiH-bVkqGbfeiYtQ61PEKWCN4aZvPp9i2hlxSncFU9E")).contains(hex);
    assertThat(Sha256.decode("2A21FE6D592A19B7DE898B50EB53C429608DE1A66F3E9F62DA19714A770553D1"))
        .contains(hex);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abc",
        "{}",
        "AAAA",
        "zz21fe6d592a19b7de898b50eb53c429608de1a66f3e9f62da19714a770553d1"
      })
  void whatIsNoHashIsNone(String text) {
    assertThat(Sha256.decode(text)).isEmpty();
    assertThat(Sha256.decode(null)).isEmpty();
  }
}
