package com.livemargs.whatsapp.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.chaos.evidence.StoredLine;
import com.livemargs.whatsapp.chaos.evidence.StoredMessage;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is planted among the messages of a whole world is found, that and nothing else. */
class PlantedMessagesTest {

  private static final StoredLine LINE = PlantedWorld.line("c9#9", "room-c9");

  private final PlantedWorld world = new PlantedWorld();

  @Test
  void wholeWorldIsWhole() {
    assertNothingElse(0, 0, 0, 0);
    assertThat(world.inbound().lostInMongo()).isEmpty();
    assertThat(world.inbound().different()).isEmpty();
    assertThat(world.inbound().wrong()).isEmpty();
    assertThat(world.inbound().wrongLines()).isEmpty();
    assertThat(world.inbound().differentLines()).isEmpty();
  }

  @Test
  void oneLossIsFoundInTheStoreThatHasIt() {
    world.postgres.removeIf(message -> "c3#7".equals(message.wamid()));
    assertNothingElse(1, 0, 0, 0);
    assertThat(world.inbound().lostInPostgres()).containsExactly("c3#7");
    assertThat(world.inbound().lostInMongo()).isEmpty();
    assertThat(world.inbound().different()).containsExactly("id-c3#7");
  }

  @Test
  void oneDuplicateRowIsFound() {
    StoredMessage twin = PlantedWorld.stored("c4#1", "c4", "read");
    world.mongo.add(
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
    world.postgresLines.add(LINE);
    assertNothingElse(0, 1, 0, 0);
  }

  @Test
  void oneLineThatIsMissingIsFound() {
    world.mongoLines.remove(LINE);
    assertThat(world.inbound().withoutLine()).containsExactly("c9#9");
  }

  @Test
  void oneLineInAnotherRoomIsFound() {
    StoredLine astray = PlantedWorld.line("c9#9", "room-c8");
    world.postgresLines.replaceAll(line -> line.equals(LINE) ? astray : line);
    assertThat(world.inbound().wrongLines()).containsExactly("c9#9");
    assertThat(world.inbound().differentLines()).containsExactly("id-c9#9");
  }

  @Test
  void oneLineOfSomebodyElseIsFoundInBothStores() {
    StoredLine other = new StoredLine("id-c9#9", "room-c9", "Somebody", "hello c9#9");
    world.postgresLines.replaceAll(line -> line.equals(LINE) ? other : line);
    world.mongoLines.replaceAll(line -> line.equals(LINE) ? other : line);
    assertThat(world.inbound().wrongLines()).containsExactly("c9#9");
    assertThat(world.inbound().differentLines()).isEmpty();
  }

  @Test
  void oneLineWithOtherWordsIsFound() {
    StoredLine other = new StoredLine("id-c9#9", "room-c9", "Customer", "hello c9#8");
    world.mongoLines.replaceAll(line -> line.equals(LINE) ? other : line);
    assertThat(world.inbound().wrongLines()).containsExactly("c9#9");
  }

  @Test
  void oneLineThatIsReadTooLateIsFoundInTheStoreThatHasIt() {
    Collections.swap(
        world.mongoLines,
        world.mongoLines.indexOf(LINE),
        world.mongoLines.indexOf(PlantedWorld.line("c9#10", "room-c9")));
    assertThat(world.inbound().readOutOfOrder()).containsExactly(new Sets.Place("c9", 9));
  }

  @Test
  void oneInversionIsFound() {
    List<String> partition = world.arrivals.get(5);
    partition.removeIf("c5#20"::equals);
    partition.add(partition.indexOf("c5#21") + 1, "c5#20");
    assertNothingElse(0, 0, 1, 0);
    assertThat(world.inbound().inversions()).containsExactly(new Sets.Place("c5", 20));
  }

  @Test
  void oneRegressedStatusIsFound() {
    world.mongo.replaceAll(
        it -> "c6#6".equals(it.wamid()) ? PlantedWorld.stored("c6#6", "c6", "sent") : it);
    assertNothingElse(0, 0, 0, 1);
    assertThat(world.inbound().regressed()).containsExactly("c6#6");
    assertThat(world.inbound().different()).containsExactly("id-c6#6");
  }

  private void assertNothingElse(int lost, int duplicates, int inversions, int regressed) {
    assertThat(world.inbound().lostInPostgres()).hasSize(lost);
    assertThat(world.inbound().duplicates()).isEqualTo(duplicates);
    assertThat(world.inbound().inversions()).hasSize(inversions);
    assertThat(world.inbound().regressed()).hasSize(regressed);
    assertThat(world.inbound().withoutLine()).isEmpty();
    assertThat(world.inbound().scattered()).isEmpty();
    assertThat(world.inbound().readOutOfOrder()).isEmpty();
  }
}
