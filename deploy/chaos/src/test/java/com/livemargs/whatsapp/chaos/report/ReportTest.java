package com.livemargs.whatsapp.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.chaos.scenario.Finding;
import com.livemargs.whatsapp.chaos.scenario.Promise;
import com.livemargs.whatsapp.chaos.scenario.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  @TempDir private Path folder;

  private static Verdict verdict(Promise promise, Finding finding) {
    return Verdict.of(promise, "a claim", finding, "counted", 3);
  }

  private boolean write(Verdict... verdicts) throws IOException {
    Surroundings surroundings = Surroundings.now("SHORT", 17, Instant.now(), "order");
    Outcome storm = new Outcome("storm", 112, Map.of(), List.of(verdicts));
    return new Report(surroundings, List.of(storm)).write(folder);
  }

  private String text() throws IOException {
    return Files.readString(folder.resolve("report.md"));
  }

  @Test
  void promiseThatNobodyLookedAtIsNotCalledKept() throws IOException {
    assertThat(write(verdict(Promise.P1, Finding.KEPT))).isTrue();
    assertThat(text())
        .contains("| P1 | " + Promise.P1.words() + " | kept |")
        .contains("| P15 | " + Promise.P15.words() + " | not tested in this run |")
        .contains("not applicable: no caller-given URL is ever fetched (`ForbiddenUrlsTest`)");
  }

  @Test
  void whatDidNotHappenOftenEnoughIsNeitherKeptNorBroken() throws IOException {
    assertThat(
            write(
                verdict(Promise.P6, Finding.KEPT),
                verdict(Promise.P6, Finding.NOT_TESTED),
                verdict(Promise.P15, Finding.NOT_TESTED)))
        .isTrue();
    assertThat(text())
        .contains("| P6 | " + Promise.P6.words() + " | kept, not tested in part |")
        .contains("| P15 | " + Promise.P15.words() + " | not tested in this run |")
        .contains("| P15 | a claim | counted: 3 | not tested |");
  }

  @Test
  void oneBrokenPromiseBreaksTheRun() throws IOException {
    assertThat(write(verdict(Promise.P6, Finding.KEPT), verdict(Promise.P6, Finding.BROKEN)))
        .isFalse();
    assertThat(text())
        .contains("**promises were broken**")
        .contains("| P6 | " + Promise.P6.words() + " | **BROKEN** |");
    assertThat(Files.readString(folder.resolve("report.json")))
        .contains("\"finding\":\"broken\"", "\"kept\":false");
  }

  @Test
  void secondsOfEachScenarioStandInTheHead() throws IOException {
    write(verdict(Promise.P1, Finding.KEPT));
    assertThat(text()).contains("Seconds: storm 112.");
  }
}
