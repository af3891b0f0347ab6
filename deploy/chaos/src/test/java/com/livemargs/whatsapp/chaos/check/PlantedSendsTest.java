package com.livemargs.whatsapp.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.chaos.evidence.AcceptedSend;
import com.livemargs.whatsapp.chaos.evidence.StoredSend;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is planted among the sends of a whole world is found. */
class PlantedSendsTest {

  private final PlantedWorld world = new PlantedWorld();

  @Test
  void wholeWorldIsWhole() {
    assertThat(world.outbound().lost()).isEmpty();
    assertThat(world.outbound().doubled()).isEmpty();
    assertThat(world.outbound().undecided()).isEmpty();
    assertThat(world.outbound().deaf()).isEmpty();
    assertThat(world.outbound().repeatedOnTheWire()).isEmpty();
    assertThat(world.outbound().imagined()).isEmpty();
    assertThat(world.outbound().inversions()).isEmpty();
    assertThat(world.outbound().behind()).isEmpty();
  }

  @Test
  void oneDoubleSendIsFoundUnderAnyId() {
    world.accepted.add(new AcceptedSend("wamid-x", "id-x", "s1#1", "49157", true));
    assertThat(world.outbound().doubled()).containsExactly("s1#1");
  }

  @Test
  void oneSendToSomebodyElseIsFound() {
    world.accepted.replaceAll(
        it ->
            it.text().equals("s4#5")
                ? new AcceptedSend(it.wamid(), it.messageId(), it.text(), "49158", true)
                : it);
    assertThat(world.outbound().astray()).containsExactly("s4#5");
  }

  @Test
  void oneSendThatNobodyKnowsIsFound() {
    world.sends.removeIf(send -> send.requestId().equals("key-s2#2"));
    assertThat(world.outbound().lost()).containsExactly("key-s2#2");
  }

  @Test
  void oneSendThatMetaNeverTookIsFound() {
    world.accepted.removeIf(send -> send.text().equals("s2#3"));
    assertThat(world.outbound().imagined()).containsExactly("id-s2#3");
  }

  @Test
  void oneSendWhoseStatusWasNotHeardIsFound() {
    world.sends.replaceAll(it -> stateOf(it, "key-s3#3", "unknown"));
    assertThat(world.outbound().deaf()).containsExactly("key-s3#3");
  }

  @Test
  void sendsThatWereUnknownForAWhileAreCountedWhenMetaTookThem() {
    world.doubted.addAll(List.of("id-s3#3", "id-that-meta-never-saw"));
    assertThat(world.outbound().openOnce()).containsExactly("id-s3#3");
    assertThat(world.outbound().untold()).isEmpty();
  }

  @Test
  void oneSendThatMetaTookWithoutAnsweringIsFound() {
    world.accepted.replaceAll(
        it ->
            it.text().equals("s4#4")
                ? new AcceptedSend(it.wamid(), it.messageId(), it.text(), it.recipient(), false)
                : it);
    assertThat(world.outbound().untold()).containsExactly("id-s4#4");
    assertThat(world.outbound().openOnce()).containsExactly("id-s4#4");
  }

  @Test
  void oneSendThatMetaNeverTookAndNobodyCallsFailedIsFound() {
    world.accepted.removeIf(send -> Set.of("s2#3", "s2#4").contains(send.text()));
    world.sends.replaceAll(it -> stateOf(it, "key-s2#3", "unknown"));
    world.sends.replaceAll(it -> stateOf(it, "key-s2#4", "failed"));
    assertThat(world.outbound().neverTaken()).containsExactly("id-s2#3");
    assertThat(world.outbound().unknown()).containsExactly("id-s2#3");
  }

  @Test
  void oneRequestThatAClientRepeatedByItselfIsFound() {
    world.requests.merge("id-s5#5", 1L, Long::sum);
    assertThat(world.outbound().repeatedOnTheWire()).containsExactly("key-s5#5");
  }

  @Test
  void oneSendOutOfOrderIsFound() {
    AcceptedSend late = world.accepted.remove(4 * PlantedWorld.MESSAGES + 4);
    world.accepted.add(late);
    assertThat(world.outbound().inversions()).containsExactly(new Sets.Place("s4", 4));
  }

  @Test
  void oneSendThatIsNotReadIsFound() {
    world.mongo.removeIf(message -> "wamid-s7#7".equals(message.wamid()));
    assertThat(world.outbound().behind()).containsExactly("id-s7#7");
  }

  private static StoredSend stateOf(StoredSend send, String key, String state) {
    return send.requestId().equals(key)
        ? new StoredSend(send.messageId(), key, state, null, 1)
        : send;
  }
}
