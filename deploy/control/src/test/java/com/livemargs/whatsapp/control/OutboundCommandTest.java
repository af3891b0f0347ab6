package com.livemargs.whatsapp.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sends, on the command line. */
class OutboundCommandTest {

  private static final String ID = "6a1c3c9e-2f62-4a3b-8f55-0c8d2e1f9a77";

  private final Terminal terminal = new Terminal();

  @ParameterizedTest
  @CsvSource({"unknown, unknown", "queue, pending"})
  void sendsAreListedToTheLastPage(String command, String state) {
    String page = "[{\"messageId\":\"%s\"}]";
    try (Answering service =
        new Answering(200, page.formatted("one"), page.formatted("two"), "[]")) {
      assertThat(terminal.run(service, "outbound", command)).isZero();

      assertThat(terminal.out()).contains("one", "two");
      assertThat(service.asked)
          .containsExactly(
              "GET /whatsapp/outbound?state=" + state + " ",
              "GET /whatsapp/outbound?state=" + state + "&after=one ",
              "GET /whatsapp/outbound?state=" + state + "&after=two ");
    }
  }

  @Test
  void allPagesAreOneListOfJson() {
    String page = "[{\"messageId\":\"%s\"}]";
    try (Answering service =
        new Answering(200, page.formatted("one"), page.formatted("two"), "[]")) {
      assertThat(terminal.run(service, "outbound", "unknown", "--json")).isZero();

      assertThat(Service.JSON.readTree(terminal.out()).findValuesAsString("messageId"))
          .containsExactly("one", "two");
    }
  }

  @Test
  void whatWouldBeDoneIsNoJson() {
    try (Answering service = new Answering(200, "[]")) {
      assertThat(terminal.run(service, "outbound", "cancel", ID, "--json")).isZero();

      assertThat(terminal.out()).isEmpty();
      assertThat(terminal.err()).contains("It would be cancelled; --yes does it.");
    }
  }

  @Test
  void sendsAreLookedAfterWithTheApiKey() {
    try (Answering service = new Answering(200, "{\"messageId\":\"" + ID + "\"}")) {
      terminal.run(service, "outbound", "cancel", ID);
      assertThat(service.asked).isEmpty();
      terminal.run(service, "outbound", "cancel", ID, "--yes");
      terminal.run(service, "outbound", "resolve", ID, "--sent", "wamid.X", "--yes");
      terminal.run(service, "outbound", "resend", ID, "--yes");

      assertThat(service.asked).hasSize(3);
      assertThat(service.asked.getFirst()).startsWith("DELETE /whatsapp/outbound/" + ID);
      assertThat(service.asked.get(1)).contains("/resolve", "\"whatsappMessageId\":\"wamid.X\"");
      assertThat(service.keys).containsOnly("the-api-key");
    }
  }
}
