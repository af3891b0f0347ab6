package com.livemargs.whatsapp.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was there before a stop is there after the next start. */
class RestartIT {

  @Test
  void everythingIsKeptOverARestart() {
    Running system = Running.shared();
    String wamid = system.customerSends(Map.of("phone", "+4915112345678", "text", "remember me"));
    String sent =
        system
            .sent(Map.of("phoneNumber", "+4915112345678", "text", "we do"), "k1")
            .json()
            .path("whatsappMessageId")
            .asString();
    await().untilAsserted(() -> assertThat(system.conversation("4915112345678")).hasSize(2));

    system.house.restart();

    assertThat(system.message("4915112345678", wamid).path("text").asString())
        .isEqualTo("remember me");
    assertThat(
            system
                .send(
                    Map.of("phoneNumber", "+4915112345678", "text", "we do"),
                    Map.of("Idempotency-Key", "k1"))
                .json()
                .path("whatsappMessageId")
                .asString())
        .isEqualTo(sent);
    String again = system.customerSends(Map.of("phone", "+4915112345678", "text", "back"));
    await()
        .untilAsserted(
            () -> assertThat(system.message("4915112345678", again).isObject()).isTrue());
    assertThat(system.conversation("4915112345678")).hasSize(3);
  }
}
