package com.livemargs.whatsapp.chaos.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.chaos.evidence.Evidence;
import com.livemargs.whatsapp.chaos.evidence.StoredMessage;
import com.livemargs.whatsapp.chaos.workload.Book;
import com.livemargs.whatsapp.chaos.workload.Said;
import com.livemargs.whatsapp.chaos.workload.Shelf;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two messages with a file each, both of which lie there. */
class PlantedFilesTest {

  private final Shelf shelf =
      Shelf.of(Map.of("one", "one".getBytes(UTF_8), "two", "two".getBytes(UTF_8)));

  private static StoredMessage message(String name, String status, @Nullable String url) {
    return new StoredMessage(
        name,
        "id-" + name,
        "room",
        "+49",
        "image",
        null,
        "incoming",
        "received",
        status,
        url,
        1,
        "");
  }

  private Files files(StoredMessage... stored) {
    Book book = new Book();
    book.accepted(new Said("one", "c", 0, null, "room", "one", "Customer"));
    book.accepted(new Said("two", "c", 1, null, "room", "two", "Customer"));
    Evidence evidence =
        new Evidence(
            List.of(stored),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            Set.of(),
            Map.of(),
            Map.of(name("one"), shelf.hex("one"), name("two"), shelf.hex("two")));
    return new Files(book, evidence, shelf);
  }

  private String name(String id) {
    return shelf.hex(id) + ".png";
  }

  private String url(String id) {
    return "/uploads/whatsapp/" + name(id);
  }

  @Test
  void filesThatLieWhereTheirMessagesSayAreAccounted() {
    assertThat(
            files(message("one", "stored", url("one")), message("two", "stored", url("two")))
                .unaccounted())
        .isEmpty();
  }

  @Test
  void oneMessageThatLeadsToTheFileOfAnotherIsFound() {
    assertThat(
            files(message("one", "stored", url("one")), message("two", "stored", url("one")))
                .unaccounted())
        .containsExactly("two");
  }

  @Test
  void oneMessageThatLeadsNowhereIsFound() {
    assertThat(
            files(message("one", "stored", null), message("two", "unavailable", null))
                .unaccounted())
        .containsExactly("one");
  }
}
