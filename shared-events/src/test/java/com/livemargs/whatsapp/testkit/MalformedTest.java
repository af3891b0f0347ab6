package com.livemargs.whatsapp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedTest {

  private static final int MANY = 12_000;

  private static List<Integer> lengths(Malformed malformed) {
    return Stream.generate(malformed::next).limit(MANY).map(body -> body.length).toList();
  }

  // The second one puts something deep into something deep.
  @ParameterizedTest
  @ValueSource(longs = {1, 1_474_246_444})
  void bodiesAreTheSameForTheSameSeed(long seed) {
    assertThat(lengths(new Malformed(seed))).isEqualTo(lengths(new Malformed(seed)));
  }
}
