package com.livemargs.whatsapp.events.meta;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.json.NotJsonException;
import com.livemargs.whatsapp.testkit.Malformed;
import com.livemargs.whatsapp.testkit.Samples;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Bytes as they may lie on a topic, and what may come of reading them. */
final class ItemBytes {

  static final Instant RECEIVED = Instant.ofEpochSecond(1_780_400_000L);
  private static final int MADE = 500;

  private ItemBytes() {}

  // A webhook from its first change on: readers take one change and stop at what follows it.
  static Stream<byte[]> changes() {
    Malformed malformed = new Malformed(2);
    Stream<byte[]> bodies =
        Stream.concat(
            Samples.webhooks().values().stream(), Stream.generate(malformed::next).limit(MADE));
    return bodies.map(ItemBytes::change);
  }

  private static byte[] change(byte[] body) {
    try {
      return JsonMapper.shared()
          .readTree(body)
          .path("entry")
          .path(0)
          .path("changes")
          .path(0)
          .toString()
          .getBytes(UTF_8);
    } catch (JacksonException broken) {
      return body;
    }
  }

  // Every consumer counts these as poison, and nothing else.
  static <T> Optional<T> read(byte[] change, Function<byte[], T> reader) {
    try {
      return Optional.of(reader.apply(change));
    } catch (UnreadableItemException | NotJsonException | JacksonException poison) {
      return Optional.empty();
    }
  }

  static void assertStorable(@Nullable String text) {
    if (text != null) {
      assertThat(text).doesNotContain("\u0000").isEqualTo(new String(text.getBytes(UTF_8), UTF_8));
    }
  }

  static void assertStorable(Instant at) {
    assertThat(at).isBetween(Instant.EPOCH, Instant.parse("9999-12-31T23:59:59Z"));
  }
}
