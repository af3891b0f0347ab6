package com.livemargs.whatsapp.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.testkit.RawHttp;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** A door that does not wait long for bodies. */
@TestPropertySource(properties = "whatsapp.ingress.body-timeout=1s")
class UnfinishedBodyTest extends DoorTest {

  @Test
  void aBodyThatStopsHalfwayIsAnsweredWithATimeout() {
    String begun = "POST /whatsapp/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 8\r\n\r\nhalf";

    assertThat(RawHttp.send(port(), begun).status()).isEqualTo(408);
  }
}
