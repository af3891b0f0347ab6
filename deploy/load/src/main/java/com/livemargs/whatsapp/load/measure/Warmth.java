package com.livemargs.whatsapp.load.measure;

import com.livemargs.whatsapp.load.process.Child;
import com.livemargs.whatsapp.load.process.Compilers;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Drives JVMs until they are warm: until their compilers, all together, took less than a thirtieth
 * of a core during a round. Before that a figure tells of the compiler more than of the program.
 *
 * @param rounds it took
 * @param share of a core that the compilers took during the last round, in percent
 */
record Warmth(int rounds, double share) {

  private static final double WARM = 100.0 / 30;

  /**
   * Runs rounds until the JVMs are warm.
   *
   * @param most rounds after which it ends, warm or not
   * @param round is given how many there were before it
   */
  static Warmth of(List<Child> jvms, int least, int most, IntConsumer round) {
    Compilers compilers = new Compilers(jvms);
    int rounds = 0;
    double share = 100;
    while (rounds < least || (share >= WARM && rounds < most)) {
      long compiled = compilers.cpuMillis();
      long start = System.nanoTime();
      round.accept(rounds++);
      double millis = (System.nanoTime() - start) / 1e6;
      share = (compilers.cpuMillis() - compiled) / millis * 100;
    }
    return new Warmth(rounds, share);
  }

  /** As it stands beside a figure. */
  String description(int textsPerRound) {
    return "warmed by %,d texts, compilers at %.0f %% of a core then"
        .formatted(rounds * textsPerRound, share);
  }
}
