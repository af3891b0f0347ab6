package com.livemargs.whatsapp.ingress.split;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.livemargs.whatsapp.events.identity.IdentityLink;
import com.livemargs.whatsapp.events.json.JsonSpan;
import com.livemargs.whatsapp.events.meta.MessageReader;
import com.livemargs.whatsapp.events.meta.StatusReader;
import com.livemargs.whatsapp.ingress.split.Part.Kind;
import com.livemargs.whatsapp.testkit.Malformed;
import com.livemargs.whatsapp.testkit.Samples;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Takes samples and what was made of them; with {@code JAZZER_FUZZ=1} it goes on from there. */
class SplitterFuzzTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_780_400_000L);
  private static final int MADE = 500;

  static Stream<byte[]> bodies() {
    Malformed malformed = new Malformed(1);
    return Stream.concat(
        Samples.webhooks().values().stream(), Stream.generate(malformed::next).limit(MADE));
  }

  @MethodSource("bodies")
  @FuzzTest(maxDuration = "10m")
  void whateverIsSignedBecomesPartsThatConsumersCanReadAndTheSameOnesAgain(byte[] body) {
    Split split = Splitter.split(body, NOW);

    assertThat(split.parts())
        .isNotEmpty()
        .allSatisfy(SplitterFuzzTest::readable)
        .extracting(Part::reason)
        .doesNotContain("the body could not be taken apart");
    assertThat(split.links()).allSatisfy(SplitterFuzzTest::readable);
    assertThat(ids(Splitter.split(body, NOW))).isEqualTo(ids(split));
  }

  private static void readable(Part part) {
    switch (part.kind()) {
      case MESSAGE, HISTORY ->
          assertThat(MessageReader.read(part.value(), NOW).conversationKey()).isEqualTo(part.key());
      case STATUS ->
          assertThat(StatusReader.read(part.value(), NOW).conversationKey()).isEqualTo(part.key());
      case ACCOUNT -> assertThat(JsonSpan.of(part.value()).isObject()).isTrue();
      case IDENTITY -> throw new AssertionError("links are published apart from the parts");
      case QUARANTINE -> assertThat(part.reason()).isNotBlank();
    }
    assertThat(part.kind() == Kind.QUARANTINE).isEqualTo(part.reason() != null);
  }

  private static void readable(IdentityLink link) {
    assertThat(IdentityLink.parse(Part.of(link).value())).isEqualTo(link);
  }

  private static List<String> ids(Split split) {
    return split.parts().stream().map(part -> part.kind() + part.key() + part.id()).toList();
  }
}
