package com.livemargs.whatsapp.chaos.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.chaos.evidence.AcceptedSend;
import com.livemargs.whatsapp.chaos.evidence.Evidence;
import com.livemargs.whatsapp.chaos.evidence.StoredMessage;
import com.livemargs.whatsapp.chaos.evidence.StoredSend;
import com.livemargs.whatsapp.chaos.rebuild.Restored.Elsewhere;
import com.livemargs.whatsapp.chaos.workload.Asked;
import com.livemargs.whatsapp.chaos.workload.Book;
import com.livemargs.whatsapp.chaos.workload.Said;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a rebuild left otherwise than it was is found. */
class RestoredTest {

  private static final StoredMessage OLD = stored("old", "room", "hello", "read");
  private static final StoredMessage NEW = stored("new", "room", "hello", "received");
  private static final StoredMessage SENT = stored("send", "room", "key", "read");
  private static final Evidence BEFORE = evidence(List.of(OLD), List.of(OLD));

  private final Book book = new Book();

  @Test
  void aStoreThatIsAsItWasIsWhole() {
    book.accepted(new Said("wamid-new", "customer", 0, "hello", "room", null, "Customer"));
    book.promised(new Asked("key", "caller", 0, "key", "49157"));
    List<StoredMessage> all = List.of(OLD, NEW, SENT);

    Restored restored = restored(evidence(all, all));

    assertThat(restored.lost()).isEmpty();
    assertThat(restored.changed()).isEmpty();
    assertThat(restored.different()).isEmpty();
    assertThat(restored.otherWords()).isEmpty();
    assertThat(restored.elsewhere(Loss.MONGODB)).isEmpty();
    assertThat(restored.sendsWithoutMessage()).isEmpty();
    assertThat(restored.forgottenSends()).isEmpty();
  }

  @Test
  void whatDidNotComeBackIsLost() {
    assertThat(restored(evidence(List.of(OLD), List.of())).lost()).containsExactly("id-old");
  }

  @Test
  void anotherStatusIsAChangeInTheStoreThatWasLostAndADifferenceToTheOther() {
    StoredMessage otherwise = stored("old", "room", "hello", "sent");

    Restored restored = restored(evidence(List.of(OLD), List.of(otherwise)));

    assertThat(restored.changed()).containsExactly("id-old");
    assertThat(restored.different()).containsExactly("id-old");
  }

  @Test
  void anotherRoomIsNoOtherContent() {
    StoredMessage elsewhere = stored("old", "room-of-id", "hello", "read");

    Restored restored = restored(evidence(List.of(OLD), List.of(elsewhere)));

    assertThat(restored.elsewhere(Loss.MONGODB))
        .containsExactly(new Elsewhere("room-of-id", "room"));
    assertThat(restored.elsewhere(Loss.POSTGRESQL)).isEmpty();
    assertThat(restored.changed()).isEmpty();
    assertThat(restored.different()).isEmpty();
  }

  @Test
  void otherWordsThanWereSaidAreFoundInEitherStore() {
    book.accepted(new Said("wamid-new", "customer", 0, "goodbye", "room", null, "Customer"));

    assertThat(restored(evidence(List.of(OLD), List.of(OLD, NEW))).otherWords())
        .containsExactly("id-new");
  }

  @Test
  void aSendIsToBeInBothStores() {
    book.promised(new Asked("key", "caller", 0, "key", "49157"));

    assertThat(restored(evidence(List.of(OLD, SENT), List.of(OLD))).sendsWithoutMessage())
        .containsExactly("id-send");
  }

  private Restored restored(Evidence after) {
    return new Restored(Loss.MONGODB, book, BEFORE, after);
  }

  private static StoredMessage stored(String name, String room, String text, String status) {
    return new StoredMessage(
        "wamid-" + name,
        "id-" + name,
        room,
        "+49",
        "text",
        text,
        "incoming",
        status,
        null,
        null,
        1,
        "1 - - - - ");
  }

  private static Evidence evidence(List<StoredMessage> postgres, List<StoredMessage> mongo) {
    return new Evidence(
        postgres,
        mongo,
        List.of(),
        List.of(),
        List.of(),
        List.of(new StoredSend("id-send", "key", "sent", "wamid-send", 1)),
        List.of(new AcceptedSend("wamid-send", "id-send", "key", "49157", true)),
        Map.of(),
        Set.of(),
        Map.of(),
        Map.of());
  }
}
