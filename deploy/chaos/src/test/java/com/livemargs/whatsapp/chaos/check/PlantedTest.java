package com.livemargs.whatsapp.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.chaos.evidence.AcceptedSend;
import com.livemargs.whatsapp.chaos.evidence.Evidence;
import com.livemargs.whatsapp.chaos.evidence.StoredMessage;
import com.livemargs.whatsapp.chaos.evidence.StoredSend;
import com.livemargs.whatsapp.chaos.workload.Asked;
import com.livemargs.whatsapp.chaos.workload.Book;
import com.livemargs.whatsapp.chaos.workload.Reach;
import com.livemargs.whatsapp.chaos.workload.Said;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is planted in a whole world is found, that and nothing else. */
class PlantedTest {

  private static final int CONVERSATIONS = 20;
  private static final int MESSAGES = 50;

  private final Book book = new Book();
  private final List<StoredMessage> postgres = new ArrayList<>();
  private final List<StoredMessage> mongo = new ArrayList<>();
  private final List<String> postgresLines = new ArrayList<>();
  private final List<String> mongoLines = new ArrayList<>();
  private final List<List<String>> arrivals = new ArrayList<>();
  private final List<StoredSend> sends = new ArrayList<>();
  private final List<AcceptedSend> accepted = new ArrayList<>();
  private final Map<String, Long> requests = new HashMap<>();
  private final Set<String> doubted = new HashSet<>();

  @BeforeEach
  void wholeWorld() {
    for (int person = 0; person < CONVERSATIONS; person++) {
      arrivals.add(new ArrayList<>());
      for (int sequence = 0; sequence < MESSAGES; sequence++) {
        say("c" + person, sequence, arrivals.get(person));
        send("s" + person, sequence);
      }
    }
  }

  private void say(String who, int sequence, List<String> partition) {
    String wamid = who + "#" + sequence;
    book.accepted(new Said(wamid, who, sequence, "hello " + wamid, "room-" + who, null));
    book.accepted(wamid, Reach.SENT);
    book.accepted(wamid, Reach.READ);
    postgres.add(stored(wamid, who, "read"));
    mongo.add(stored(wamid, who, "read"));
    postgresLines.add("id-" + wamid);
    mongoLines.add("id-" + wamid);
    // Duplicates in the topic are no fault, wherever they come.
    partition.add(wamid);
    partition.add(who + "#0");
  }

  private static StoredMessage stored(String wamid, String who, String status) {
    return new StoredMessage(
        wamid,
        "id-" + wamid,
        "room-" + who,
        "+49",
        "text",
        "hello " + wamid,
        "incoming",
        status,
        null,
        null,
        1,
        "1 - 3 - - ");
  }

  private void send(String who, int sequence) {
    String text = who + "#" + sequence;
    book.promised(new Asked("key-" + text, who, sequence, text, "49157"));
    sends.add(new StoredSend("id-" + text, "key-" + text, "sent", "wamid-" + text, 1));
    requests.put("id-" + text, 1L);
    accepted.add(new AcceptedSend("wamid-" + text, "id-" + text, text, "49157", true));
    postgres.add(sent(text));
    mongo.add(sent(text));
  }

  private static StoredMessage sent(String text) {
    return new StoredMessage(
        "wamid-" + text,
        "id-" + text,
        "r",
        "+49",
        "text",
        text,
        "outgoing",
        "read",
        null,
        null,
        1,
        "1 2 3 - - ");
  }

  private Evidence evidence() {
    return new Evidence(
        postgres,
        mongo,
        postgresLines,
        mongoLines,
        arrivals,
        sends,
        accepted,
        requests,
        doubted,
        Map.of(),
        Map.of());
  }

  private Inbound inbound() {
    return new Inbound(book, evidence());
  }

  private Outbound outbound() {
    return new Outbound(book, evidence());
  }

  private void assertNothingElse(int lost, int duplicates, int inversions, int regressed) {
    assertThat(inbound().lostInPostgres()).hasSize(lost);
    assertThat(inbound().duplicates()).isEqualTo(duplicates);
    assertThat(inbound().inversions()).hasSize(inversions);
    assertThat(inbound().regressed()).hasSize(regressed);
    assertThat(inbound().withoutLine()).isEmpty();
    assertThat(inbound().scattered()).isEmpty();
    assertThat(inbound().readOutOfOrder()).isEmpty();
  }

  @Test
  void wholeWorldIsWhole() {
    assertNothingElse(0, 0, 0, 0);
    assertThat(inbound().lostInMongo()).isEmpty();
    assertThat(inbound().different()).isEmpty();
    assertThat(inbound().wrong()).isEmpty();
    assertThat(outbound().lost()).isEmpty();
    assertThat(outbound().doubled()).isEmpty();
    assertThat(outbound().undecided()).isEmpty();
    assertThat(outbound().deaf()).isEmpty();
    assertThat(outbound().repeatedOnTheWire()).isEmpty();
    assertThat(outbound().imagined()).isEmpty();
    assertThat(outbound().inversions()).isEmpty();
    assertThat(outbound().behind()).isEmpty();
  }

  @Test
  void oneLossIsFoundInTheStoreThatHasIt() {
    postgres.removeIf(message -> "c3#7".equals(message.wamid()));
    assertNothingElse(1, 0, 0, 0);
    assertThat(inbound().lostInPostgres()).containsExactly("c3#7");
    assertThat(inbound().lostInMongo()).isEmpty();
    assertThat(inbound().different()).containsExactly("id-c3#7");
  }

  @Test
  void oneDuplicateRowIsFound() {
    StoredMessage twin = stored("c4#1", "c4", "read");
    mongo.add(
        new StoredMessage(
            twin.wamid(),
            "id-other",
            twin.room(),
            twin.phone(),
            twin.type(),
            twin.text(),
            twin.direction(),
            twin.status(),
            null,
            null,
            1,
            twin.times()));
    assertNothingElse(0, 1, 0, 0);
  }

  @Test
  void oneLineShownTwiceIsFound() {
    postgresLines.add("id-c9#9");
    assertNothingElse(0, 1, 0, 0);
  }

  @Test
  void oneLineThatIsMissingIsFound() {
    mongoLines.remove("id-c9#9");
    assertThat(inbound().withoutLine()).containsExactly("c9#9");
  }

  @Test
  void oneLineThatIsReadTooLateIsFoundInTheStoreThatHasIt() {
    Collections.swap(mongoLines, mongoLines.indexOf("id-c9#9"), mongoLines.indexOf("id-c9#10"));
    assertThat(inbound().readOutOfOrder()).containsExactly(new Sets.Place("c9", 9));
  }

  @Test
  void oneInversionIsFound() {
    List<String> partition = arrivals.get(5);
    partition.removeIf("c5#20"::equals);
    partition.add(partition.indexOf("c5#21") + 1, "c5#20");
    assertNothingElse(0, 0, 1, 0);
    assertThat(inbound().inversions()).containsExactly(new Sets.Place("c5", 20));
  }

  @Test
  void oneRegressedStatusIsFound() {
    mongo.replaceAll(it -> "c6#6".equals(it.wamid()) ? stored("c6#6", "c6", "sent") : it);
    assertNothingElse(0, 0, 0, 1);
    assertThat(inbound().regressed()).containsExactly("c6#6");
    assertThat(inbound().different()).containsExactly("id-c6#6");
  }

  @Test
  void oneDoubleSendIsFoundUnderAnyId() {
    accepted.add(new AcceptedSend("wamid-x", "id-x", "s1#1", "49157", true));
    assertThat(outbound().doubled()).containsExactly("s1#1");
  }

  @Test
  void oneSendToSomebodyElseIsFound() {
    accepted.replaceAll(
        it ->
            it.text().equals("s4#5")
                ? new AcceptedSend(it.wamid(), it.messageId(), it.text(), "49158", true)
                : it);
    assertThat(outbound().astray()).containsExactly("s4#5");
  }

  @Test
  void oneSendThatNobodyKnowsIsFound() {
    sends.removeIf(send -> send.requestId().equals("key-s2#2"));
    assertThat(outbound().lost()).containsExactly("key-s2#2");
  }

  @Test
  void oneSendThatMetaNeverTookIsFound() {
    accepted.removeIf(send -> send.text().equals("s2#3"));
    assertThat(outbound().imagined()).containsExactly("id-s2#3");
  }

  @Test
  void oneSendWhoseStatusWasNotHeardIsFound() {
    sends.replaceAll(it -> stateOf(it, "key-s3#3", "unknown"));
    assertThat(outbound().deaf()).containsExactly("key-s3#3");
  }

  @Test
  void sendsThatWereUnknownForAWhileAreCountedWhenMetaTookThem() {
    doubted.addAll(List.of("id-s3#3", "id-that-meta-never-saw"));
    assertThat(outbound().openOnce()).containsExactly("id-s3#3");
    assertThat(outbound().untold()).isEmpty();
  }

  @Test
  void oneSendThatMetaTookWithoutAnsweringIsFound() {
    accepted.replaceAll(
        it ->
            it.text().equals("s4#4")
                ? new AcceptedSend(it.wamid(), it.messageId(), it.text(), it.recipient(), false)
                : it);
    assertThat(outbound().untold()).containsExactly("id-s4#4");
    assertThat(outbound().openOnce()).containsExactly("id-s4#4");
  }

  @Test
  void oneSendThatMetaNeverTookAndNobodyCallsFailedIsFound() {
    accepted.removeIf(send -> Set.of("s2#3", "s2#4").contains(send.text()));
    sends.replaceAll(it -> stateOf(it, "key-s2#3", "unknown"));
    sends.replaceAll(it -> stateOf(it, "key-s2#4", "failed"));
    assertThat(outbound().neverTaken()).containsExactly("id-s2#3");
    assertThat(outbound().unknown()).containsExactly("id-s2#3");
  }

  private static StoredSend stateOf(StoredSend send, String key, String state) {
    return send.requestId().equals(key)
        ? new StoredSend(send.messageId(), key, state, null, 1)
        : send;
  }

  @Test
  void oneRequestThatAClientRepeatedByItselfIsFound() {
    requests.merge("id-s5#5", 1L, Long::sum);
    assertThat(outbound().repeatedOnTheWire()).containsExactly("key-s5#5");
  }

  @Test
  void oneSendOutOfOrderIsFound() {
    AcceptedSend late = accepted.remove(4 * MESSAGES + 4);
    accepted.add(late);
    assertThat(outbound().inversions()).containsExactly(new Sets.Place("s4", 4));
  }

  @Test
  void oneSendThatIsNotReadIsFound() {
    mongo.removeIf(message -> "wamid-s7#7".equals(message.wamid()));
    assertThat(outbound().behind()).containsExactly("id-s7#7");
  }
}
