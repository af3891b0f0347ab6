package com.livemargs.whatsapp.events.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.meta.Customer;
import com.livemargs.whatsapp.events.meta.MessageReader;
import com.livemargs.whatsapp.events.meta.WhatsAppMessage;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdentityViewTest {

  private final IdentityView view = new IdentityView();

  @Test
  void anIdGetsItsPhonesRoomOnceLinked() {
    Customer customer = new Customer(null, "US.1");
    assertThat(Rooms.of(customer, null, view.phoneOf("US.1"))).isEqualTo("whatsapp_US.1");

    view.learn(link("US.1", "1415", List.of(), 5));

    assertThat(Rooms.of(customer, null, view.phoneOf("US.1"))).isEqualTo("whatsapp_1415");
    assertThat(view.aliases("1415")).containsExactlyInAnyOrder("1415", "US.1");
  }

  @Test
  void theNewestLinkByMetasTimeDecidesInAnyOrder() {
    List<IdentityLink> links =
        IntStream.range(0, 6).mapToObj(i -> link("US.1", "100" + i, List.of(), i)).toList();
    for (int seed = 0; seed < 20; seed++) {
      IdentityView shuffled = new IdentityView();
      List<IdentityLink> order = new java.util.ArrayList<>(links);
      java.util.Collections.shuffle(order, new Random(seed));
      order.forEach(shuffled::learn);
      assertThat(shuffled.phoneOf("US.1")).isEqualTo("1005");
    }
  }

  @Test
  void anIdThatWasReplacedLeadsToItsSuccessor() {
    view.learn(link("US.2", "1777", List.of("US.1", "1415"), 9));

    assertThat(view.phoneOf("US.1")).isEqualTo("1777");
    assertThat(view.aliases("1415")).contains("US.2", "US.1", "1777");
    assertThat(view.aliases("1777")).contains("US.2", "US.1", "1415");
  }

  @Test
  void aChangedNumberLeadsToTheNewOne() {
    view.learn(link("US.1", "1415", List.of(), 5));
    view.learn(link("1777", "1777", List.of("1415"), 9));
    view.learn(link("1999", "1999", List.of("US.3"), 9));

    assertThat(view.phoneOf("US.1")).isEqualTo("1777");
    assertThat(view.phoneOf("US.3")).isEqualTo("1999");
  }

  @Test
  void aNumberThatSomebodyElseGotIsTheirs() {
    view.learn(link("1777", "1777", List.of("1415"), 5));
    view.learn(link("US.2", "1415", List.of(), 9));

    assertThat(view.phoneOf("US.2")).isEqualTo("1415");
  }

  @Test
  void whoGotANumberIsNotWhoeverHadItBefore() {
    view.learn(link("US.1", "1415", List.of(), 1));
    view.learn(link("US.1", "1777", List.of(), 2));
    assertThat(view.aliases("1415")).containsExactlyInAnyOrder("1415", "US.1", "1777");

    view.learn(link("US.2", "1415", List.of(), 3));

    assertThat(view.aliases("US.2")).containsExactlyInAnyOrder("US.2", "1415");
    assertThat(view.aliases("1415")).containsExactlyInAnyOrder("1415", "US.2");
    assertThat(view.aliases("1777")).containsExactlyInAnyOrder("1777", "US.1");
  }

  @Test
  void whoGotANumberThatWasChangedIsNotWhoeverHadItBefore() {
    view.learn(link("US.1", "1415", List.of(), 1));
    view.learn(link("US.1", "1777", List.of("1415"), 2));
    assertThat(view.aliases("1777")).containsExactlyInAnyOrder("1777", "US.1", "1415");

    view.learn(link("US.2", "1415", List.of(), 3));

    assertThat(view.aliases("US.2")).containsExactlyInAnyOrder("US.2", "1415");
    assertThat(view.aliases("1777")).containsExactlyInAnyOrder("1777", "US.1");
  }

  @Test
  void aNumberThatWasChangedBackIsTheOldOne() {
    view.learn(link("US.1", "1415", List.of(), 1));
    view.learn(link("1777", "1777", List.of("1415"), 2));
    view.learn(link("1415", "1415", List.of("1777"), 3));

    assertThat(view.phoneOf("US.1")).isEqualTo("1415");
  }

  @Test
  void anIdThatWasReplacedLeavesItsFormerPhone() {
    view.learn(link("US.1", "1415", List.of(), 5));
    view.learn(link("US.2", "1777", List.of("US.1", "1415"), 9));

    assertThat(view.phoneOf("US.1")).isEqualTo("1777");
  }

  @Test
  void anIdWhoseSuccessorShowedNoPhoneKeepsItsOwn() {
    view.learn(link("US.1", "1415", List.of(), 5));
    view.learn(link("US.2", null, List.of("US.1"), 9));

    assertThat(view.phoneOf("US.1")).isEqualTo("1415");
  }

  @Test
  void anIdKeepsItsCustomerWhenOnlyTheNumberChanges() {
    view.learn(link("US.1", "1415", List.of(), 5));
    WhatsAppMessage notice =
        MessageReader.read(
            """
            {"value":{"messages":[{"from":"1415","from_user_id":"US.1","id":"wamid.1","timestamp":"1760000000",
             "type":"system","system":{"type":"user_changed_number","wa_id":"1777"}}]}}"""
                .getBytes(UTF_8),
            Instant.EPOCH);
    IdentityLink.of(notice).ifPresent(view::learn);

    assertThat(view.phoneOf("US.1")).isEqualTo("1777");
    assertThat(view.aliases("1415")).contains("US.1", "1777");
  }

  @Test
  void theFactsOfALinkTeachWhatTheLinkDoes() {
    IdentityView whole = new IdentityView();
    List<IdentityLink> links =
        List.of(
            link("US.1", "1415", List.of(), 5),
            link("US.2", "1777", List.of("US.1", "1415"), 9),
            link("1999", "1999", List.of("1777"), 12));
    links.forEach(whole::learn);

    links.forEach(link -> link.facts().forEach(view::learn));

    for (String name : List.of("US.1", "US.2", "1415", "1777", "1999")) {
      assertThat(view.phoneOf(name)).isEqualTo(whole.phoneOf(name)).isEqualTo("1999");
      assertThat(view.aliases(name)).isEqualTo(whole.aliases(name));
    }
  }

  @Test
  void circlesEnd() {
    view.learn(link("A", null, List.of("B"), 1));
    view.learn(link("B", null, List.of("A"), 2));

    assertThat(view.phoneOf("A")).isNull();
    assertThat(view.aliases("A")).containsExactlyInAnyOrder("A", "B");
  }

  @Test
  void roomsOfOddIdsAreHashed() {
    String room = Rooms.of(new Customer(null, "a\nb"), null, null);

    assertThat(room).matches("whatsapp_[0-9a-f]{64}");
    assertThat(Rooms.of(new Customer(null, "x".repeat(201)), null, null))
        .matches("whatsapp_[0-9a-f]{64}");
    assertThat(Rooms.of(new Customer("1", null), "G+/=", null)).isEqualTo("whatsapp_group_G+/=");
  }

  private static IdentityLink link(
      String customer,
      @org.jspecify.annotations.Nullable String phone,
      List<String> previous,
      long at) {
    return new IdentityLink(customer, phone, previous, at);
  }
}
