package com.livemargs.whatsapp.events.meta;

import static com.livemargs.whatsapp.events.meta.ItemBytes.assertStorable;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.livemargs.whatsapp.events.json.JsonSpan;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Takes samples and what was made of them; with {@code JAZZER_FUZZ=1} it goes on from there. */
class MessageReaderFuzzTest {

  static Stream<byte[]> changes() {
    return ItemBytes.changes();
  }

  @MethodSource("changes")
  @FuzzTest(maxDuration = "10m")
  void whateverIsReadCanBeStored(byte[] change) {
    ItemBytes.read(change, bytes -> MessageReader.read(bytes, ItemBytes.RECEIVED))
        .ifPresent(MessageReaderFuzzTest::assertSound);
  }

  private static void assertSound(WhatsAppMessage message) {
    assertThat(message.wamid()).isNotEmpty();
    assertThat(message.conversationKey()).isNotEmpty();
    assertThat(message.messageId()).isNotNull();
    assertThat(JsonSpan.of(message.raw()).isObject()).isTrue();
    assertStorable(message.timestamp());
    assertStorable(message.wamid());
    assertStorable(message.type());
    assertStorable(message.phoneNumberId());
    assertStorable(message.profileName());
    assertStorable(message.groupId());
    assertStorable(message.replyTo());
    assertStorable(message.historyStatus());
    assertStorable(message.customer().identity());
    assertStorable(message.content().text());
    if (message.content() instanceof Content.Media media) {
      assertStorable(media.id());
      assertStorable(media.caption());
      assertStorable(media.fileName());
      assertStorable(media.mimeType());
    }
  }
}
