package com.livemargs.whatsapp.media.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {

  private static final String HASH = "0123456789abcdef".repeat(4);

  @Test
  void nameIsTheHashAndAnExtension() {
    assertThat(FileName.parse(HASH)).contains(FileName.of(HASH, ""));
    assertThat(FileName.parse(HASH + ".jpg")).contains(FileName.of(HASH, "jpg"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "/", ".jpg", ".toolong", ".JPG", ".j/g", ".jpg\n", "a"})
  void nothingElseIsAName(String tail) {
    assertThat(FileName.parse(tail)).isEmpty();
    if (!tail.isEmpty() && !tail.equals(".jpg")) {
      assertThat(FileName.parse(HASH + tail)).isEmpty();
    }
  }
}
