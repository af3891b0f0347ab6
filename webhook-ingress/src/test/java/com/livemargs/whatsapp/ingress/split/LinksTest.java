package com.livemargs.whatsapp.ingress.split;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.identity.IdentityLink;
import com.livemargs.whatsapp.testkit.Samples;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is whom, and since when, as a webhook shows it. */
class LinksTest {

  private static final Instant RECEIVED = Instant.ofEpochSecond(1_790_000_000L);
  private static final String FORMER = "US.70918824410933517";
  private static final String CURRENT = "US.88210077430019264";
  private static final String PHONE = "14155550134";

  @Test
  void aContactDoesNotOutliveItsReplacementBesideIt() {
    List<IdentityLink> links = links(sample("user_id_update"));

    assertThat(links).isNotEmpty().noneMatch(link -> link.customer().equals(FORMER));
    assertThat(links)
        .filteredOn(link -> PHONE.equals(link.phone()))
        .extracting(IdentityLink::customer, IdentityLink::timestamp)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(CURRENT, 1_780_300_800_000L));
  }

  @Test
  void aContactIsAsOldAsWhatStandsBesideIt() {
    assertThat(links(sample("calls.connect.user_initiated")))
        .containsExactly(new IdentityLink(FORMER, PHONE, List.of(), 1_780_303_126_000L));
  }

  @Test
  void aContactBesideNothingThatHasATimeIsAsOldAsItsReceipt() {
    String call = sample("calls.connect.user_initiated").replace("\"timestamp\"", "\"at\"");

    assertThat(links(call))
        .containsExactly(new IdentityLink(FORMER, PHONE, List.of(), RECEIVED.toEpochMilli()));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "+1 415-555-0134, 14155550134",
        "+1 (415) 555.0134, 14155550134",
        "+14155550134, 14155550134",
        "(415) 555-0134, -",
        "+1 415 CALL-ME, -",
        "+, -"
      })
  void aNumberThatWasAskedForIsLinkedThoughMetaDoesNotKnowIt(String number, String phone) {
    String answer =
        sample("messages.contacts.contact_request")
            .replaceAll("(?s)\"phones\": \\[.*?]", "\"phones\":[{\"phone\":\"" + number + "\"}]");

    assertThat(links(answer))
        .extracting(IdentityLink::phone)
        .isEqualTo(phone == null ? List.of() : List.of(phone));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\\t"})
  void aContactWithoutAnIdIsNobody(String userId) {
    assertThat(links(contact(userId))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void aMessageWithoutAnIdIsNobody(String userId) {
    String message =
        sample("messages.text")
            .replaceAll("\"user_id\": \"[^\"]*\"", "\"user_id\": \"" + userId + "\"")
            .replaceAll("\"from_user_id\": \"[^\"]*\"", "\"from_user_id\": \"" + userId + "\"");

    assertThat(links(message)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void anAccountsChangeWithoutAnIdIsNobody(String userId) {
    assertThat(links(sample("calls.connect.user_initiated").replace(FORMER, userId))).isEmpty();
  }

  @Test
  void aContactsIdIsReadAsAMessagesIs() {
    assertThat(links(contact("DE.1\\u0000")))
        .extracting(IdentityLink::customer)
        .containsExactly("DE.1\uFFFD");
  }

  private static String contact(String userId) {
    return """
        {"entry":[{"id":"1","changes":[{"field":"messages","value":{
        "metadata":{"phone_number_id":"41"},
        "contacts":[{"wa_id":"4915","user_id":"%s"}],
        "messages":[{"from":"4915","id":"m","timestamp":"1780300837","type":"text","text":{"body":"t"}}]}}]}]}"""
        .formatted(userId);
  }

  private static String sample(String name) {
    return new String(Samples.bytes(name), UTF_8);
  }

  private static List<IdentityLink> links(String body) {
    return Splitter.split(body.getBytes(UTF_8), RECEIVED).links();
  }
}
