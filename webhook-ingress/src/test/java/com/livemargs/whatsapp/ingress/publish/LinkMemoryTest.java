package com.livemargs.whatsapp.ingress.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.identity.IdentityLink;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkMemoryTest {

  private final LinkMemory memory = new LinkMemory(2);

  @Test
  void aLinkIsNewsUntilTheBrokerHasIt() {
    List<IdentityLink> link = List.of(link("a", "1", 10));

    assertThat(memory.news(link)).isEqualTo(link);
    assertThat(memory.news(link)).isEqualTo(link);
    memory.published(link);
    assertThat(memory.news(List.of(link("a", "1", 20)))).isEmpty();
  }

  @Test
  void anotherPhoneIsNewsAndAnOlderOneIsNot() {
    memory.published(List.of(link("a", "1", 10)));

    assertThat(memory.news(List.of(link("a", "2", 5)))).isEmpty();
    assertThat(memory.news(List.of(link("a", "2", 11)))).hasSize(1);
  }

  @Test
  void aKnownLinkIsRepeatedAfterADay() {
    memory.published(List.of(link("a", "1", 10)));

    assertThat(memory.news(List.of(link("a", "1", 86_400_010)))).isEmpty();
    assertThat(memory.news(List.of(link("a", "1", 86_400_011)))).hasSize(1);
  }

  @Test
  void aReplacementIsAFactBesideThePhone() {
    memory.published(List.of(link("a", "1", 10)));

    assertThat(memory.news(List.of(new IdentityLink("a", "1", List.of("z"), 10)))).hasSize(1);
  }

  @Test
  void whatFallsOutIsNewsAgain() {
    memory.published(List.of(link("a", "1", 1), link("b", "2", 1), link("c", "3", 1)));

    assertThat(memory.news(List.of(link("a", "1", 2), link("c", "3", 2))))
        .extracting(IdentityLink::customer)
        .containsExactly("a");
  }

  private static IdentityLink link(String customer, String phone, long time) {
    return new IdentityLink(customer, phone, List.of(), time);
  }
}
