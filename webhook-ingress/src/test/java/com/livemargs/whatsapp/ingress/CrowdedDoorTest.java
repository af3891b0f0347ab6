package com.livemargs.whatsapp.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.testkit.Samples;
import com.livemargs.whatsapp.testkit.SignedWebhook;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** A door before which strangers stand with bodies that do not end. */
@TestPropertySource(properties = "whatsapp.ingress.body-timeout=2m")
class CrowdedDoorTest extends DoorTest {

  private static final int STRANGERS = 16;
  private static final int LIMIT = 4 << 20;

  private final List<Socket> strangers = new ArrayList<>();

  @AfterEach
  void sendThemHome() throws IOException {
    for (Socket stranger : strangers) {
      stranger.close();
    }
  }

  @Test
  void aUsualWebhookIsTakenWhileStrangersHoldAllThatMayBeHeld() throws IOException {
    for (int i = 0; i < STRANGERS; i++) {
      strangers.add(stranger());
    }
    byte[] large = "x".repeat(1 << 20).getBytes(UTF_8);
    String forged = SignedWebhook.sign("guessed", large);
    // One that came while this body was held may have been sent away: another takes its place.
    await()
        .until(
            () -> meta.postOnce(large, forged).statusCode() == 503 || !strangers.add(stranger()));

    assertThat(meta.deliver(Samples.bytes("messages.text")).statusCode()).isEqualTo(200);
  }

  private Socket stranger() throws IOException {
    Socket socket = new Socket("127.0.0.1", port());
    String head =
        "POST /whatsapp/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n".formatted(LIMIT);
    OutputStream out = socket.getOutputStream();
    out.write(head.getBytes(UTF_8));
    out.write(new byte[LIMIT - 1]);
    out.flush();
    return socket;
  }
}
