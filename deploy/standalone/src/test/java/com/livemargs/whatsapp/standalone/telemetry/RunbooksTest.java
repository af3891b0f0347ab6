package com.livemargs.whatsapp.standalone.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.testkit.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** Whoever is woken by an alert, or looks at a panel, finds what to do. */
class RunbooksTest {

  private static final String BOOK = "docs/operations.md";

  @Test
  void everyAlertSaysHowUrgentItIsAndLeadsToItsSection() throws IOException {
    Set<String> sections = sections();

    assertThat(alerts()).hasSizeGreaterThan(10);
    assertThat(alerts())
        .allSatisfy(
            (name, rule) -> {
              assertThat(rule).containsKeys("expr", "for");
              assertThat(word(rule, "labels", "severity")).isIn("page", "ticket");
              assertThat(word(rule, "annotations", "summary")).isNotBlank();
              assertThat(word(rule, "annotations", "runbook"))
                  .isEqualTo(BOOK + "#" + name.toLowerCase(Locale.ROOT));
              assertThat(sections).contains(name.toLowerCase(Locale.ROOT));
            });
  }

  @Test
  void everyAlertHasATestOfItsRule() throws IOException {
    String tests = Files.readString(Program.root().resolve("deploy/prometheus/alerts.test.yml"));

    assertThat(alerts().keySet())
        .allSatisfy(name -> assertThat(tests).contains("#" + name.toLowerCase(Locale.ROOT) + '"'));
  }

  @Test
  @SuppressWarnings("unchecked")
  void alertsGoByTheJobsOfTheSample() throws IOException {
    Map<String, Object> sample =
        new Yaml()
            .load(Files.readString(Program.root().resolve("deploy/prometheus/prometheus.yml")));
    List<Map<String, Object>> jobs = (List<Map<String, Object>>) sample.get("scrape_configs");

    assertThat(jobs).isNotEmpty();
    for (String alert : List.of("ServiceGone", "JobMissing")) {
      String rule = String.valueOf(alerts().get(alert).get("expr"));
      assertThat(jobs)
          .allSatisfy(job -> assertThat(rule).contains(String.valueOf(job.get("job_name"))));
    }
  }

  @Test
  void everyPanelAsksSomethingAndLeadsToASection() throws IOException {
    Set<String> sections = sections();
    try (Stream<Path> dashboards = Files.list(Program.root().resolve("deploy/grafana"))) {
      for (Path file : dashboards.filter(it -> it.toString().endsWith(".json")).toList()) {
        JsonNode panels = Json.MAPPER.readTree(Files.readAllBytes(file)).path("panels");
        assertThat(panels.isEmpty()).isFalse();
        for (JsonNode panel : panels) {
          assertThat(panel.at("/targets/0/expr").asString()).isNotBlank();
          assertThat(sections).contains(panel.at("/links/0/url").asString().split("#", 2)[1]);
        }
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Map<String, Object>> alerts() throws IOException {
    String rules = Files.readString(Program.root().resolve("deploy/prometheus/alerts.yml"));
    Map<String, Object> file = new Yaml().load(rules);
    return ((List<Map<String, Object>>) file.get("groups"))
        .stream()
            .flatMap(group -> ((List<Map<String, Object>>) group.get("rules")).stream())
            .collect(Collectors.toMap(rule -> String.valueOf(rule.get("alert")), rule -> rule));
  }

  private static String word(Map<String, Object> rule, String block, String name) {
    return rule.get(block) instanceof Map<?, ?> words ? String.valueOf(words.get(name)) : "";
  }

  private static Set<String> sections() throws IOException {
    return Files.readAllLines(Program.root().resolve(BOOK)).stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT).replace(' ', '-'))
        .collect(Collectors.toSet());
  }
}
