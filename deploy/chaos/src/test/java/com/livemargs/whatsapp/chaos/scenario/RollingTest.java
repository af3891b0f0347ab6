package com.livemargs.whatsapp.chaos.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.chaos.evidence.AcceptedSend;
import com.livemargs.whatsapp.chaos.evidence.Evidence;
import com.livemargs.whatsapp.chaos.evidence.StoredSend;
import com.livemargs.whatsapp.chaos.workload.Asked;
import com.livemargs.whatsapp.chaos.workload.Book;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RollingTest {

  private static final AcceptedSend TAKEN =
      new AcceptedSend("wamid-a", "id-a", "a#0", "49157", true);
  private static final Rolling.Cold NOTHING = new Rolling.Cold(0, 0);

  private final Book book = new Book();
  private final List<AcceptedSend> accepted = new ArrayList<>(List.of(TAKEN));
  private String state = "sent";

  RollingTest() {
    book.promised(new Asked("key-a", "a", 0, "a#0", "49157"));
  }

  private Verdict judge(Rolling.Cold cold) {
    Evidence evidence =
        new Evidence(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(new StoredSend("id-a", "key-a", state, null, 1)),
            accepted,
            Map.of(),
            Set.of(),
            Map.of(),
            Map.of());
    return Rolling.judge(book, evidence, new Rolling.Course(1_000, cold, 0, true));
  }

  @Test
  void wholeCourseIsKept() {
    assertThat(judge(NOTHING).finding()).isEqualTo(Finding.KEPT);
  }

  @Test
  void oneSendThatMetaNeverTookIsFoundAlsoWhereItIsCalledUnknown() {
    accepted.clear();
    state = "unknown";
    assertThat(judge(NOTHING).finding()).isEqualTo(Finding.BROKEN);
  }

  @Test
  void oneSendThatMetaTookTwiceIsFound() {
    accepted.add(new AcceptedSend("wamid-b", "id-b", "a#0", "49157", true));
    assertThat(judge(NOTHING).finding()).isEqualTo(Finding.BROKEN);
  }

  @Test
  void doubleSendOfAnotherScenarioIsNotOurs() {
    AcceptedSend other = new AcceptedSend("wamid-c", "id-c", "another's", "49157", true);
    accepted.addAll(List.of(other, other));
    assertThat(judge(NOTHING).finding()).isEqualTo(Finding.KEPT);
  }

  @Test
  void oneConnectionThatEndedWithoutAnAnswerIsFoundUnlessItWasCold() {
    book.count("webhook answered not at all");
    assertThat(judge(NOTHING).finding()).isEqualTo(Finding.BROKEN);
    assertThat(judge(new Rolling.Cold(0, 1)).finding()).isEqualTo(Finding.KEPT);
  }
}
