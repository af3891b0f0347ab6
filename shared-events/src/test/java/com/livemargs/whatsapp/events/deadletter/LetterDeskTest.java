package com.livemargs.whatsapp.events.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.Topics;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What operators see of letters, and which of them they mean. */
class LetterDeskTest extends Digesting {

  @Test
  void withoutBeingToldSoNothingIsReplayedNorDiscarded() {
    String bad = bury();
    BROKEN.set(false);

    assertThat(post("replay", order(bad, "")).path("done").asInt()).isEqualTo(1);
    assertThat(post("discard", order(bad, ",\"why\":\"test\"")).path("dryRun").asBoolean())
        .isTrue();

    assertThat(letter(bad, "all").path("state").asString()).isEqualTo("OPEN");
    assertThat(KAFKA.drain(Topics.ACCOUNT)).filteredOn(r -> text(r).equals(bad)).hasSize(1);
  }

  @Test
  void aDiscardNamesItsReasonAndIsRemembered() {
    String bad = bury();
    assertThat(operator.post("/dead-letters/discard", order(bad, ",\"dryRun\":false")).statusCode())
        .isEqualTo(400);

    JsonNode report = post("discard", order(bad, ",\"dryRun\":false,\"why\":\"a test's\""));

    assertThat(report.path("done").asInt()).isEqualTo(1);
    assertThat(letter(bad, "discarded").path("handled").path("why").asString())
        .isEqualTo("a test's");
    assertThat(KAFKA.drain(Topics.ACCOUNT)).filteredOn(r -> text(r).equals(bad)).hasSize(1);
  }

  @Test
  void countsTellWhatIsStillOpen() {
    String bad = bury();
    JsonNode before = count();

    post("discard", order(bad, ",\"dryRun\":false,\"why\":\"counted\""));

    assertThat(count().path("open").asLong()).isEqualTo(before.path("open").asLong() - 1);
    assertThat(count().path("records").asLong()).isEqualTo(before.path("records").asLong());
  }

  @Test
  void listsShowNothingOfACustomerAndOneRecordShowsAll() {
    String bad = bury();

    String list = operator.get("/dead-letters/records?topic=" + TOPIC).body();
    JsonNode letter = letter(bad, "open");
    JsonNode opened =
        json(
            operator.get(
                "/dead-letters/records/%s/%d/%d"
                    .formatted(
                        TOPIC, letter.path("partition").asInt(), letter.path("offset").asLong())));

    assertThat(list).doesNotContain(PHONE).doesNotContain(bad).contains("412906551877340:***78");
    assertThat(letter.path("reason").asString())
        .isEqualTo("NotJsonException: the body is not JSON");
    assertThat(letter.path("source").asString()).isEqualTo(Topics.ACCOUNT);
    assertThat(opened.path("value").asString()).isEqualTo(bad);
    assertThat(opened.path("key").asString()).isEqualTo(KEY);
    assertThat(opened.path("headers").path("ce_id").asString()).isEqualTo("id-" + bad);
  }

  @Test
  void aMisspeltFilterIsRefusedInPlaceOfMeaningEverything() {
    assertThat(operator.post("/dead-letters/replay", "{\"topik\":\"x\"}").statusCode())
        .isEqualTo(400);
    assertThat(
            operator.post("/dead-letters/replay", "{\"topic\":\"whatsapp.messages\"}").statusCode())
        .isEqualTo(400);
    assertThat(operator.post("/dead-letters/replay", "null").statusCode()).isEqualTo(400);
    assertThat(operator.post("/dead-letters/discard", " null").statusCode()).isEqualTo(400);
    assertThat(operator.get("/dead-letters/records?from=yesterday").statusCode()).isEqualTo(400);
  }

  @Test
  void filtersLeaveEverythingElseAlone() {
    String bad = bury();
    String place = order(bad, "");

    assertThat(post("replay", place.replace("}", ",\"reason\":\"timeout\"}")).path("done").asInt())
        .isZero();
    assertThat(post("replay", place.replace("}", ",\"reason\":\"NOT json\"}")).path("done").asInt())
        .isEqualTo(1);
    assertThat(
            post("replay", place.replace("}", ",\"to\":\"2020-01-01T00:00:00Z\"}"))
                .path("done")
                .asInt())
        .isZero();
  }

  private static JsonNode count() {
    return json(operator.get("/dead-letters"))
        .valueStream()
        .filter(count -> count.path("topic").asString().equals(TOPIC))
        .findFirst()
        .orElseThrow();
  }
}
