package com.livemargs.whatsapp.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.testkit.Program;
import com.livemargs.whatsapp.testkit.RawHttp;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each service with a broker and stores that no other service has ever seen. */
class EachServiceStartsAloneIT {

  /** What {@code docker stop} grants before it kills. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** Consumers' sessions last 15 s. */
  private static final Duration BEFORE_A_SESSION_ENDS = Duration.ofSeconds(10);

  /** 128 and SIGTERM: how a JVM that ended its work says what ended it. */
  private static final int TERMINATED = 143;

  @TestFactory
  Stream<DynamicTest> startsWithOnlyWhatItNeedsAndStopsInOrder() {
    return AtOnce.claim(
        Program.SERVICES, Program::title, EachServiceStartsAloneIT::assertStartsAndStops);
  }

  private static void assertStartsAndStops(Program program) throws Exception {
    try (var servers = new Servers(LeastRights.always());
        var service = ServiceProcess.start(program, servers.settings(program))) {
      service.awaitReady();
      assertThat(Web.get(service.url("/actuator/health/liveness")).status()).isEqualTo(200);
      assertThat(Web.get(service.url("/actuator/prometheus")).status()).isEqualTo(200);
      assertSaysWhatIsWrongWithAUri(service);

      assertThat(service.stop(GRACE)).isEqualTo(TERMINATED);
      assertThat(service.output()).doesNotContain("ERROR", "Exception").doesNotContain(secrets());
      assertNobodyIsLeftInItsGroups(servers);
    }
  }

  private static void assertSaysWhatIsWrongWithAUri(ServiceProcess service) {
    RawHttp.Answer answer = RawHttp.ask(service.url("/").getPort(), "GET /a|b");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.has("content-type: application/problem+json")).isTrue();
    assertThat(answer.json().path("detail").asString()).isNotBlank();
  }

  private static CharSequence[] secrets() {
    return Servers.secrets().toArray(CharSequence[]::new);
  }

  // A member that did not take its leave would hold its partitions until its session times out; the
  // broker hears of one that did a moment after its process has ended.
  private static void assertNobodyIsLeftInItsGroups(Servers servers) {
    try (var groups = new Groups(servers.kafka().bootstrapServers())) {
      await().atMost(BEFORE_A_SESSION_ENDS).until(() -> groups.members().isEmpty());
    }
  }
}
