package com.livemargs.whatsapp.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.Topics;
import java.util.Set;
import org.junit.jupiter.api.Test;

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

  private void take(String item) {
    stored().take(Topics.MESSAGES, Changes.message(item.replace('\'', '"')));
  }
}
