package com.livemargs.whatsapp.ingress.split;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.identity.IdentityLink;
import com.livemargs.whatsapp.ingress.split.Part.Kind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SplitterTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_780_400_000L);
  private static final String META = "\"metadata\":{\"phone_number_id\":\"41\"}";

  @Test
  void siblingsAndItemsKeepTheirBytes() {
    String a = "{ \"id\" : \"m\\u00e4\", \"from\":\"1\",\"n\":1.50e+2 }";
    String b = "{\"id\":\"b\",\"from\":\"2\"}";
    String change =
        "{ \"value\" : {\"messaging_product\" :\"whatsapp\" ,"
            + META
            + ",\"contacts\":[ {\"wa_id\":\"1\", \"x\":null} ,{\"wa_id\":\"2\"},{\"wa_id\":\"3\"}],\"messages\" : [ "
            + a
            + " , "
            + b
            + " ] , \"errors\":[ ] } , \"field\":\"messages\" }";

    List<String> slices = values(split(entry(change)), Kind.MESSAGE);

    assertThat(slices)
        .containsExactly(
            "{ \"value\" : {\"messaging_product\" :\"whatsapp\","
                + META
                + ",\"contacts\":[{\"wa_id\":\"1\", \"x\":null},{\"wa_id\":\"3\"}],\"messages\" : ["
                + a
                + "], \"errors\":[ ] } , \"field\":\"messages\" }",
            "{ \"value\" : {\"messaging_product\" :\"whatsapp\","
                + META
                + ",\"contacts\":[{\"wa_id\":\"2\"}],\"messages\" : ["
                + b
                + "], \"errors\":[ ] } , \"field\":\"messages\" }");
  }

  @Test
  void anItemWithAnIdLongerThanAnyRealOneGoesAsideAlone() {
    String odd = "{\"id\":\"%s\",\"from\":\"1\"}".formatted("x".repeat(801));
    String change =
        "{\"value\":{%s,\"messages\":[%s,{\"id\":\"b\",\"from\":\"1\"}]}}".formatted(META, odd);

    Split split = split(entry(change));

    assertThat(split.parts()).extracting(Part::kind).containsExactly(Kind.QUARANTINE, Kind.MESSAGE);
    assertThat(values(split, Kind.QUARANTINE).getFirst()).contains(odd);
  }

  @Test
  void arraysDecideNotTheField() {
    String item = "{\"id\":\"a\",\"from\":\"1\"}";
    String change =
        "{\"value\":{%s,\"messages\":[],\"statuses\":[{\"id\":\"s\",\"status\":\"sent\",\"recipient_id\":\"1\"}],\"message_echoes\":[%s]}}"
            .formatted(META, item.replace("from", "to"));

    Split split = split(entry(change));

    assertThat(split.parts()).extracting(Part::kind).containsExactly(Kind.STATUS, Kind.MESSAGE);
    assertThat(values(split, Kind.STATUS))
        .containsExactly(
            "{\"value\":{%s,\"statuses\":[{\"id\":\"s\",\"status\":\"sent\",\"recipient_id\":\"1\"}]}}"
                .formatted(META));
  }

  @Test
  void historyKeepsItsChainAndWhatHoldsNoMessageIsKeptBeside() {
    String change =
        "{\"field\":\"history\",\"value\":{%s,\"history\":[{\"metadata\":{\"phase\":1},\"threads\":[{\"id\":\"7\",\"messages\":[{\"id\":\"h1\",\"from\":\"7\"},{\"id\":\"h2\"}]},{\"id\":\"8\"},3]},{\"errors\":[]}]}}"
            .formatted(META);

    Split split = split(entry(change));

    String frame = "{\"field\":\"history\",\"value\":{" + META + ",\"history\":[%s]}}";
    String chunk = "{\"metadata\":{\"phase\":1},\"threads\":[%s]}";
    assertThat(values(split, Kind.HISTORY))
        .containsExactly(
            frame.formatted(
                chunk.formatted("{\"id\":\"7\",\"messages\":[{\"id\":\"h1\",\"from\":\"7\"}]}")),
            frame.formatted(chunk.formatted("{\"id\":\"7\",\"messages\":[{\"id\":\"h2\"}]}")));
    assertThat(values(split, Kind.ACCOUNT))
        .containsExactly(
            frame.formatted(chunk.formatted("{\"id\":\"8\"}")), frame.formatted("{\"errors\":[]}"));
    assertThat(values(split, Kind.QUARANTINE))
        .containsExactly(frame.formatted(chunk.formatted("3")));
  }

  @Test
  void itemsUnderARepeatedOrEscapedNameAreNotLost() {
    String change =
        "{\"value\":{%s,\"messages\":[{\"id\":\"a\",\"from\":\"1\"}],\"m\\u0065ssages\":[{\"id\":\"b\",\"from\":\"1\"}]}}"
            .formatted(META);

    assertThat(split(entry(change)).parts()).extracting(Part::id).containsExactly("a", "b");
  }

  @Test
  void emptyArraysAreAnAccountChange() {
    String change = "{\"value\":{" + META + ",\"messages\":[],\"statuses\":[]}}";

    Split split = split(entry(change));

    assertThat(values(split, Kind.ACCOUNT)).containsExactly(change);
    assertThat(split.parts().getFirst().key()).isEqualTo("41");
    assertThat(split.parts().getFirst().time()).isEqualTo(Instant.ofEpochSecond(1_780_300_800L));
  }

  @Test
  void aLinkThatManyItemsShowIsOneAndTheLatestComesLast() {
    String item = "{\"id\":\"%s\",\"from\":\"%s\",\"from_user_id\":\"DE.1\",\"timestamp\":\"%d\"}";
    String change =
        "{\"value\":{%s,\"messages\":[%s,%s,%s]}}"
            .formatted(
                META,
                item.formatted("a", "2", 300),
                item.formatted("b", "1", 100),
                item.formatted("c", "1", 200));

    assertThat(split(entry(change)).links())
        .containsExactly(
            new IdentityLink("DE.1", "1", List.of(), 200_000),
            new IdentityLink("DE.1", "2", List.of(), 300_000));
  }

  @Test
  void aParticipantsStatusHasAnIdOfItsOwn() {
    String status =
        "{\"id\":\"s\",\"status\":\"read\",\"recipient_id\":\"G\",\"recipient_type\":\"group\",\"recipient_participant_id\":\"%s\"}";
    String change =
        "{\"value\":{%s,\"statuses\":[%s,%s]}}"
            .formatted(META, status.formatted("1"), status.formatted("2"));

    assertThat(split(entry(change)).parts())
        .extracting(Part::id)
        .containsExactly("s:read:1", "s:read:2");
  }

  @Test
  void aBodyThatWouldBecomeAFloodIsKeptInOnePiece() {
    String flood = "{\"entry\":[" + "1,".repeat(70_000) + "1]}";
    String large = "\"x\":\"" + "y".repeat(2_000_000) + "\"";
    String copies = entry("{\"value\":{" + large + ",\"messages\":[" + "1,".repeat(100) + "1]}}");

    for (String body : List.of(flood, copies)) {
      Split split = split(body);
      assertThat(values(split, Kind.QUARANTINE)).containsExactly(body);
      assertThat(split.readable()).isTrue();
    }
  }

  @Test
  void anIdLongerThanAnyRealOneGoesAside() {
    String id = "i".repeat(5_000);
    String change =
        "{\"value\":{%s,\"messages\":[{\"id\":\"%s\",\"from\":\"1\"}]}}".formatted(META, id);

    assertThat(values(split(entry(change)), Kind.QUARANTINE)).containsExactly(change);
  }

  private static String entry(String change) {
    return "{\"entry\":[{\"id\":\"9\",\"time\":1780300800,\"changes\":[" + change + "]}]}";
  }

  private static Split split(String body) {
    return Splitter.split(body.getBytes(UTF_8), NOW);
  }

  private static List<String> values(Split split, Kind kind) {
    return split.parts().stream()
        .filter(part -> part.kind() == kind)
        .map(part -> new String(part.value(), UTF_8))
        .toList();
  }
}
