package com.livemargs.whatsapp.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.identity.IdentityLink;
import com.livemargs.whatsapp.testkit.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityTest extends DoorTest {

  @Test
  void aMessageThatShowsPhoneAndIdLinksThemOnce() {
    String body = new String(Samples.bytes("messages.text")).replace("DE.8412", "DE.once");
    Published published = Published.since();

    meta.deliver(body);
    meta.deliver(body.replace("wamid.", "wamid.other"));

    assertThat(published.values(Topics.IDENTITIES))
        .singleElement()
        .asString()
        .contains("DE.once0077315562901", "4915550118822");
    assertThat(published.on(Topics.IDENTITIES).getFirst().key()).isEqualTo("DE.once0077315562901");
    assertThat(published.on(Topics.MESSAGES)).hasSize(2);
  }

  @Test
  void aReplacedIdIsLinkedToItsFormerOne() {
    String body = new String(Samples.bytes("user_id_update")).replace("US.", "US.new");
    Published published = Published.since();

    meta.deliver(body);

    List<String> links = published.values(Topics.IDENTITIES);
    assertThat(links).anySatisfy(link -> assertThat(link).contains("\"previous\":[\"US.new70918"));
    assertThat(published.on(Topics.IDENTITIES))
        .extracting(record -> record.key())
        .containsExactlyInAnyOrder(
            "US.new88210077430019264", "US.new70918824410933517>US.new88210077430019264");
  }

  @Test
  void aNoticeThatNamesItsCustomerOnlyInWhatItSaysLinksTheFormerId() {
    String notice =
        text("messages.system.user_changed_user_id", "US.", "US.notice")
            .replace(
                "\"user_id\"", "\"previous_user_id\":\"US.former70918824410933517\",\"user_id\"");
    Published published = Published.since();

    meta.deliver(notice);

    assertThat(published.values(Topics.QUARANTINE)).isEmpty();
    assertThat(published.on(Topics.MESSAGES)).hasSize(1);
    assertThat(published.on(Topics.IDENTITIES))
        .extracting(record -> record.key())
        .containsExactly("US.former70918824410933517>US.notice88210077430019264");
  }

  @Test
  void aNoticeWithoutFormerIdOrPhoneLinksNothing() {
    Published published = Published.since();

    meta.deliver(text("messages.system.user_changed_user_id", "US.", "US.alone"));

    assertThat(published.on(Topics.MESSAGES)).hasSize(1);
    assertThat(published.on(Topics.IDENTITIES)).isEmpty();
  }

  @Test
  void accountChangesAndContactsLinkToo() {
    Published published = Published.since();

    meta.deliver(text("user_preferences.stop", "BR.", "BR.pref"));
    meta.deliver(text("statuses.group.aggregated_read", "GB.", "GB.grp"));
    meta.deliver(text("smb_message_echoes.text", "DE.", "DE.echo"));
    meta.deliver(text("calls.connect.user_initiated", "US.", "US.call"));

    assertThat(published.on(Topics.IDENTITIES))
        .extracting(record -> IdentityLink.parse(record.value()).customer())
        .contains(
            "BR.pref55093188120047716",
            "GB.grp19930477720158826",
            "DE.echo84120077315562901",
            "US.call70918824410933517");
  }

  @Test
  void aNumberThatTheCustomerGaveOnRequestIsLinked() {
    Published published = Published.since();

    meta.deliver(text("messages.contacts.contact_request", "US.", "US.asked"));

    assertThat(published.values(Topics.IDENTITIES))
        .singleElement()
        .asString()
        .contains("US.asked70918824410933517", "14155550134");
  }

  private static String text(String sample, String id, String other) {
    return new String(Samples.bytes(sample)).replace("\"" + id, "\"" + other);
  }
}
