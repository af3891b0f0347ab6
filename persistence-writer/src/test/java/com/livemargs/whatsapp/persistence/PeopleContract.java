package com.livemargs.whatsapp.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.persistence.store.ChangeFact;
import com.livemargs.whatsapp.persistence.store.Rewrite;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every store knows who did what, under whatever name they did it. */
abstract class PeopleContract extends ConvergenceContract {

  @Test
  void aGroupIsNobodysCustomerId() {
    String group = Changes.unique("g");
    take(
        "{'id':'%s','group_id':'%s','timestamp':'5','type':'text','text':{'body':'x'}}"
            .formatted(Changes.unique("wamid."), group));

    assertThat(stored().shown(Set.of("whatsapp_group_" + group)))
        .singleElement()
        .satisfies(row -> assertThat(row.get("customerId")).isNull());
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 2", "0, 2, 1", "1, 0, 2", "1, 2, 0", "2, 0, 1", "2, 1, 0"})
  void inAGroupAPersonHasOneReactionUnderWhateverName(int first, int second, int third) {
    String said = Changes.unique("wamid.");
    String phone = Changes.phone();
    String id = Changes.unique("DE.");
    String group = Changes.unique("g");
    String reaction =
        "{%s,'group_id':'%s','id':'%s','timestamp':'%d','type':'reaction','reaction':{'message_id':'%s','emoji':'%d'}}";
    List<String> names =
        List.of(
            "'from':'%s'".formatted(phone),
            "'from':'%s','from_user_id':'%s'".formatted(phone, id),
            "'from_user_id':'%s'".formatted(id));
    take(
        reaction.formatted("'from':'%s'".formatted(Changes.phone()), group, another(), 9, said, 9));
    int at = 10;
    for (int n : List.of(first, second, third)) {
      take(reaction.formatted(names.get(n), group, another(), at, said, at));
      at++;
    }

    List<ChangeFact> changes = stored().store().changes(List.of(said)).collectList().block();
    assertThat(Rewrite.reactions(List.copyOf(changes)))
        .extracting(ChangeFact::content)
        .containsExactly("9", "12");
  }

  @Test
  void aMessageIsTakenBackUnderAnotherNameOfItsAuthor() {
    String phone = Changes.phone();
    String id = Changes.unique("DE.");
    String said = Changes.unique("wamid.");
    String text = "{%s,'id':'%s','timestamp':'5','type':'text','text':{'body':'x'}}";
    String revoke =
        "{'from':'%s','id':'%s','timestamp':'9','type':'revoke','revoke':{'original_message_id':'%s'}}";
    take(text.formatted("'from_user_id':'" + id + "'", said));
    String both = "'from':'%s','from_user_id':'%s'".formatted(phone, id);
    take(text.formatted(both, Changes.unique("wamid.")));

    take(revoke.formatted(Changes.phone(), Changes.unique("wamid."), said));
    assertThat(line(said)).containsEntry("text", "x");
    take(revoke.formatted(phone, Changes.unique("wamid."), said));
    assertThat(line(said)).containsEntry("text", null);
  }

  @Test
  void aMessageThatComesAgainOnceItsPhoneIsKnownMovesToThePhonesRoom() {
    String text = "{%s,'id':'%s','timestamp':'5','type':'text','text':{'body':'x'}}";
    for (boolean atOnce : List.of(true, false)) {
      String phone = Changes.phone();
      String id = Changes.unique("DE.");
      String wamid = Changes.unique("wamid.");
      String alone = text.formatted("'from_user_id':'%s'".formatted(id), wamid);
      String both = "'from':'%s','from_user_id':'%s'".formatted(phone, id);
      List<ConsumerRecord<String, byte[]>> records =
          Stream.of(alone, text.formatted(both, another()), alone)
              .map(item -> Stored.message(Changes.message(item.replace('\'', '"'))))
              .toList();

      if (atOnce) {
        stored().take(records);
      } else {
        records.forEach(record -> stored().take(List.of(record)));
      }

      assertThat(stored().shown(Set.of("whatsapp_" + id))).as("at once: %s", atOnce).isEmpty();
      assertThat(stored().shown(Set.of("whatsapp_" + phone)))
          .hasSize(2)
          .allSatisfy(row -> assertThat(row).containsEntry("phoneNumber", "+" + phone));
      assertThat(line(wamid)).containsEntry("roomName", "whatsapp_" + phone);
    }
  }

  private static String another() {
    return Changes.unique("wamid.");
  }

  private void take(String item) {
    stored().take(Topics.MESSAGES, Changes.message(item.replace('\'', '"')));
  }
}
