package com.livemargs.whatsapp.standalone.endtoend;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeAll;

/** A test against the one running system, with a customer of its own. */
abstract class EndToEnd {

  static Running system;

  final String phone = "+49151" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);

  @BeforeAll
  static void start() {
    system = Running.shared();
  }

  static void eventually(ThrowingRunnable claim) {
    await()
        .atMost(Duration.ofSeconds(90))
        .ignoreExceptionsMatching(failure -> !(failure instanceof Unanswered))
        .untilAsserted(claim);
  }
}
