package com.livemargs.whatsapp.media.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.meta.Content;
import com.livemargs.whatsapp.events.meta.MessageReader;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileHintTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"type\":\"image\",\"image\":{\"id\":\"1\"}",
        "\"type\" : \"video\" , \"video\" : {\"id\":\"1\"}",
        "\"type\":\"audio\",\"audio\":{\"id\":\"1\",\"voice\":true}",
        "\"type\":\"document\",\"document\":{\"id\":\"1\"}",
        "\"type\":\"sticker\",\"sticker\":{\"id\":\"1\"}",
        "\"type\":\"\\u0069mage\",\"image\":{\"id\":\"1\"}",
        "\"type\":\"\\u0069mage\",\"\\u0069mage\":{\"id\":\"1\"}"
      })
  void recordWithAFileIsAlwaysLookedAt(String content) {
    byte[] change = change(content);

    assertThat(MessageReader.read(change, Instant.EPOCH).content())
        .isInstanceOf(Content.Media.class);
    assertThat(FileHint.mayHoldFile(change)).isTrue();
  }

  @Test
  void textIsPassedOver() {
    assertThat(FileHint.mayHoldFile(change("\"type\":\"text\",\"text\":{\"body\":\"an image\"}")))
        .isFalse();
  }

  private static byte[] change(String content) {
    return """
        {"value":{"messages":[{"from":"447700900417","id":"wamid.1",%s}]},"field":"messages"}"""
        .formatted(content)
        .getBytes(UTF_8);
  }
}
