package com.livemargs.whatsapp.persistence.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.persistence.identity.AliasEdge.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A link that is shown again is written again only when that tells something. */
class StoredEdgesTest {

  private static final Instant START = Instant.parse("2026-11-27T10:00:00Z");
  private static final AliasEdge FIRST = phone("DE.1", "4915100000001", Duration.ZERO);

  private final StoredEdges stored = new StoredEdges();

  @BeforeEach
  void storeTheFirst() {
    stored.stored(List.of(FIRST));
  }

  @Test
  void theSameWithinTheHourIsNoNews() {
    assertThat(news(phone("DE.1", "4915100000001", Duration.ofMinutes(59)))).isEmpty();
    assertThat(news(phone("DE.1", "4915100000001", Duration.ofMinutes(-59)))).isEmpty();
  }

  @Test
  void theSameAnHourLaterIs() {
    AliasEdge later = phone("DE.1", "4915100000001", Duration.ofHours(1));

    assertThat(news(later)).containsExactly(later);
  }

  @Test
  void whatIsNotDurableYetIsNewsAgain() {
    AliasEdge other = phone("DE.2", "4915100000002", Duration.ZERO);

    assertThat(news(other)).containsExactly(other);
    assertThat(news(other)).containsExactly(other);
  }

  @Test
  void backAtTheFormerNumberIsNewsAndSoIsTheNumberBetween() {
    AliasEdge between = phone("DE.1", "4915100000002", Duration.ofMinutes(1));
    AliasEdge back = phone("DE.1", "4915100000001", Duration.ofMinutes(2));

    assertThat(news(between)).containsExactly(between);
    stored.stored(List.of(between));
    assertThat(news(back)).containsExactly(back);
  }

  @Test
  void aNumberThatComesBackToItsFormerHolderIsNews() {
    AliasEdge between = phone("DE.2", "4915100000001", Duration.ofMinutes(1));
    stored.stored(List.of(between));
    AliasEdge back = phone("DE.1", "4915100000001", Duration.ofMinutes(2));

    assertThat(news(back)).containsExactly(back);
  }

  @Test
  void whereOneBatchTellsOfTwoNumbersBothAreWritten() {
    AliasEdge between = phone("DE.1", "4915100000002", Duration.ofMinutes(1));
    AliasEdge back = phone("DE.1", "4915100000001", Duration.ofMinutes(2));

    assertThat(news(back, between)).containsExactly(back, between);
  }

  @Test
  void aNumberThatIsShownAfterItWasFollowedByAnotherIsNews() {
    AliasEdge changed =
        new AliasEdge(
            "4915100000001", Kind.SUCCESSOR, "4915100000002", START.plus(Duration.ofMinutes(30)));
    stored.stored(List.of(changed));
    AliasEdge again = phone("DE.1", "4915100000001", Duration.ofMinutes(40));

    assertThat(news(again)).containsExactly(again);
  }

  @Test
  void aLateLinkIsStoredAndTheNewestStaysTheOneToGoBy() {
    AliasEdge late = phone("DE.1", "4915100000002", Duration.ofMinutes(-10));
    stored.stored(List.of(late));
    AliasEdge again = phone("DE.1", "4915100000002", Duration.ofMinutes(2));

    assertThat(news(again)).containsExactly(again);
  }

  @Test
  void whatWasWithheldIsWrittenOnceAnotherLinkIsShown() {
    AliasEdge withheld = phone("DE.1", "4915100000001", Duration.ofMinutes(40));
    assertThat(news(withheld)).isEmpty();
    AliasEdge late = phone("DE.1", "4915100000002", Duration.ofMinutes(20));

    assertThat(news(late)).containsExactlyInAnyOrder(withheld, late);
  }

  private List<AliasEdge> news(AliasEdge... edges) {
    return stored.news(List.of(edges));
  }

  private static AliasEdge phone(String alias, String target, Duration after) {
    return new AliasEdge(alias, Kind.PHONE, target, START.plus(after));
  }
}
