package com.livemargs.whatsapp.events.meta;

import static com.livemargs.whatsapp.events.meta.ItemBytes.assertStorable;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.livemargs.whatsapp.events.json.JsonSpan;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Takes samples and what was made of them; with {@code JAZZER_FUZZ=1} it goes on from there. */
class StatusReaderFuzzTest {

  static Stream<byte[]> changes() {
    return ItemBytes.changes();
  }

  @MethodSource("changes")
  @FuzzTest(maxDuration = "10m")
  void whateverIsReadCanBeStored(byte[] change) {
    ItemBytes.read(change, bytes -> StatusReader.read(bytes, ItemBytes.RECEIVED))
        .ifPresent(StatusReaderFuzzTest::assertSound);
  }

  private static void assertSound(WhatsAppStatus status) {
    assertThat(status.wamid()).isNotEmpty();
    assertThat(status.status()).isNotEmpty();
    assertThat(status.conversationKey()).isNotEmpty();
    assertThat(JsonSpan.of(status.raw()).isObject()).isTrue();
    assertStorable(status.timestamp());
    assertStorable(status.wamid());
    assertStorable(status.status());
    assertStorable(status.phoneNumberId());
    assertStorable(status.groupId());
    assertStorable(status.callbackData());
    if (status.error() != null) {
      assertStorable(status.error().reason());
    }
  }
}
