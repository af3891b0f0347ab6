package com.livemargs.whatsapp.standalone.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.testkit.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The one list of metrics is the table of docs/operations.md. */
class MetricNamesIT {

  private static final Pattern TOLD = Pattern.compile("(?m)^\\| `(whatsapp_[a-z0-9_]+)");
  private static final Pattern EXPOSED = Pattern.compile("(?m)^# TYPE (whatsapp_[a-z0-9_]+) ");
  private static final Pattern USED = Pattern.compile("whatsapp_[a-z0-9_]+");

  private static House house;

  @BeforeAll
  static void everythingThatIsCountedHappens() {
    house = House.shared();
    house.kafka.produce("whatsapp.messages", "k", "not JSON");
    house.simulator("POST", "/simulator/faults/sends", Map.of("kind", "accept-then-reset"));
    Map<String, String> message = Map.of("phoneNumber", "+4915770011223", "text", "hello");
    // A status may have settled it before it is answered.
    assertThat(house.postWithKey("/whatsapp/send", message).status()).isIn(200, 202);
    await()
        .untilAsserted(
            () ->
                assertThat(exposed())
                    .contains(
                        "whatsapp_dlt_records_total",
                        "whatsapp_letters_open",
                        "whatsapp_send_ambiguous_resolved_total"));
  }

  @Test
  void whatIsToldIsExposedAndWhatIsExposedIsTold() throws IOException {
    Set<String> told = names(TOLD, read("docs/operations.md"));
    if (house.fixture.secret("LIVEKIT_URL").equals("off")) {
      told.removeIf(name -> name.startsWith("whatsapp_livekit_"));
    }

    assertThat(told).hasSizeGreaterThan(20);
    await().untilAsserted(() -> assertThat(exposed()).isEqualTo(told));
  }

  @Test
  void lettersOfEveryTopicThatMayHoldSomeAreCounted() {
    await()
        .untilAsserted(
            () ->
                assertThat(house.get("/actuator/prometheus").body())
                    .contains("whatsapp_letters_open{topic=\"whatsapp.quarantine\"}")
                    .contains(
                        "whatsapp_letters_open{topic=\"whatsapp.messages.persistence-postgres.dlt\"}"));
  }

  @Test
  void dashboardsAndAlertsUseNoOtherNames() throws IOException {
    Set<String> told = names(TOLD, read("docs/operations.md"));
    Set<String> used = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Program.root().resolve("deploy"))) {
      for (Path file : files.filter(MetricNamesIT::isWatching).toList()) {
        names(USED, Files.readString(file)).stream()
            .map(name -> name.replaceFirst("_(bucket|count|sum|max)$", ""))
            .forEach(used::add);
      }
    }

    assertThat(used).isNotEmpty().isSubsetOf(told);
  }

  private static boolean isWatching(Path file) {
    String path = file.toString().replace('\\', '/');
    boolean built = path.contains("/target/") || path.contains("/node_modules/");
    return !built && path.matches(".*/deploy/(grafana|prometheus)/.*[.](json|yml)");
  }

  private static Set<String> exposed() {
    Set<String> names = names(EXPOSED, house.get("/actuator/prometheus").body());
    names.removeIf(name -> name.endsWith("_max"));
    return names;
  }

  private static Set<String> names(Pattern pattern, String text) {
    Set<String> names = new TreeSet<>();
    pattern.matcher(text).results().forEach(match -> names.add(match.group(match.groupCount())));
    return names;
  }

  private static String read(String file) throws IOException {
    return Files.readString(Program.root().resolve(file));
  }
}
