package com.livemargs.whatsapp.outbound.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.identity.IdentityLink;
import com.livemargs.whatsapp.events.identity.IdentityView;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConversationsTest {

  private static final String DIALLED = "5511987654321";
  private static final String KNOWN = "551187654321";
  private static final String ID = "BR.70918824410933517";

  private final IdentityView identities = new IdentityView();
  private final Conversations conversations = new Conversations(identities);

  @Test
  void customerHasOneQueueUnderEveryNameThoughEachIsSentToAndShownAsAsked() {
    identities.learn(new IdentityLink(DIALLED, KNOWN, List.of(), 1));
    identities.learn(new IdentityLink(ID, KNOWN, List.of(), 2));

    Conversation dialled = conversations.with(DIALLED, null);

    assertThat(dialled.address()).isEqualTo(new Address.Phone(DIALLED));
    assertThat(dialled.roomName()).isEqualTo("whatsapp_" + DIALLED);
    assertThat(dialled.queue()).isEqualTo("whatsapp_" + KNOWN);
    assertThat(conversations.with(KNOWN, null).queue()).isEqualTo(dialled.queue());
    assertThat(conversations.with(null, ID).queue()).isEqualTo(dialled.queue());
    assertThat(conversations.in("whatsapp_" + KNOWN).orElseThrow().queue())
        .isEqualTo(dialled.queue());
  }

  @Test
  void whoIsNotKnownByAnotherNameQueuesUnderTheOwn() {
    assertThat(conversations.with(DIALLED, null).queue()).isEqualTo("whatsapp_" + DIALLED);
    assertThat(conversations.with(null, ID).queue()).isEqualTo("whatsapp_" + ID);
    assertThat(conversations.withGroup("Y2FwaV9ncm91cA").queue())
        .isEqualTo("whatsapp_group_Y2FwaV9ncm91cA");
  }
}
