package com.livemargs.whatsapp.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.testkit.Samples;
import com.livemargs.whatsapp.testkit.SignedWebhook;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class RefusalTest extends DoorTest {

  private static final byte[] BODY = Samples.bytes("messages.text");
  private static final int LIMIT = 4 << 20;

  @Autowired private MeterRegistry meters;

  @Test
  void aForgedBodyIsRefusedAndLeavesNothing() {
    Published published = Published.since();

    HttpResponse<String> answer = meta.post(BODY, SignedWebhook.sign("guessed", BODY));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("WHATSAPP_APP_SECRET").doesNotContain("wamid", "sha256=0");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(published.count()).isZero();
  }

  @Test
  void aBodyWithoutOrWithTwoSignaturesIsRefused() {
    String signature = SignedWebhook.sign(WebhookClient.SECRET, BODY);

    int none = meta.post(BodyPublishers.ofByteArray(BODY), request -> request).statusCode();
    int two =
        meta.post(
                BodyPublishers.ofByteArray(BODY),
                request ->
                    request
                        .header(SignedWebhook.HEADER, signature)
                        .header(SignedWebhook.HEADER, signature))
            .statusCode();

    assertThat(none).isEqualTo(401);
    assertThat(two).isEqualTo(401);
  }

  @Test
  void aSecretThatIsBeingRotatedOutIsStillTaken() {
    String older = SignedWebhook.sign(WebhookClient.OLDER_SECRET, BODY);

    assertThat(meta.post(BODY, older).statusCode()).isEqualTo(200);
  }

  @Test
  void aBodyOverFourMebibytesIsRefusedWhetherItsLengthIsSaidOrNot() {
    byte[] large = new byte[LIMIT + 1];
    Published published = Published.since();

    int said = meta.deliver(large).statusCode();
    int unsaid =
        meta.post(
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)),
                request ->
                    request.header(
                        SignedWebhook.HEADER, SignedWebhook.sign(WebhookClient.SECRET, large)))
            .statusCode();

    assertThat(said).isEqualTo(413);
    assertThat(unsaid).isEqualTo(413);
    assertThat(published.count()).isZero();
  }

  @Test
  void aCallerThatSendsAllOfATooLargeBodyBeforeItReadsIsAnswered() throws IOException {
    byte[] large = new byte[3 * LIMIT];

    try (Socket socket = connect()) {
      send(socket, large.length, large, large.length);

      byte[] answer = socket.getInputStream().readNBytes(13);
      assertThat(new String(answer, UTF_8)).isEqualTo("HTTP/1.1 413 ");
    }
  }

  @Test
  void aBodyOfJustFourMebibytesIsTaken() {
    String frame =
        "{\"entry\":[{\"id\":\"1\",\"changes\":[{\"field\":\"f\",\"value\":{\"x\":\"%s\"}}]}]}";
    String text = "x".repeat(LIMIT - frame.length() + 2);

    assertThat(meta.deliver(frame.formatted(text)).statusCode()).isEqualTo(200);
  }

  @Test
  void anEncodedBodyIsRefused() {
    String signature = SignedWebhook.sign(WebhookClient.SECRET, BODY);

    HttpResponse<String> gzip =
        meta.post(
            BodyPublishers.ofByteArray(BODY),
            request ->
                request.header("Content-Encoding", "gzip").header(SignedWebhook.HEADER, signature));
    HttpResponse<String> identity =
        meta.post(
            BodyPublishers.ofByteArray(BODY),
            request ->
                request
                    .header("Content-Encoding", "identity")
                    .header(SignedWebhook.HEADER, signature));

    assertThat(gzip.statusCode()).isEqualTo(415);
    assertThat(identity.statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "PATCH"})
  void otherMethodsAreRefused(String method) {
    HttpResponse<String> answer = meta.call(method);

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).hasValue("GET, POST");
  }

  @Test
  void aCallerThatGoesAwayDoesNotStopThePublishing() throws IOException {
    Counter messages = meters.counter("whatsapp.webhook.items", "kind", "message");
    double before = messages.count();
    Published published = Published.since();

    try (Socket socket = connect()) {
      send(socket, BODY.length, BODY, BODY.length);
    }

    await().until(() -> messages.count() > before);
    assertThat(published.on(Topics.MESSAGES)).hasSize(1);
  }

  @Test
  void aCallerThatGoesAwayHalfwayIsCountedAndIsNobodysError(CapturedOutput output)
      throws IOException {
    Counter aborted = meters.counter("whatsapp.webhook.requests", "outcome", "aborted");
    double before = aborted.count();

    try (Socket socket = connect()) {
      send(socket, BODY.length, BODY, BODY.length / 2);
    }

    await().until(() -> aborted.count() > before);
    assertThat(output).doesNotContain("ERROR");
  }

  private Socket connect() throws IOException {
    return new Socket("127.0.0.1", port());
  }

  private static void send(Socket socket, int length, byte[] body, int sent) throws IOException {
    String head =
        "POST /whatsapp/webhook HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n%s: %s\r\n\r\n"
            .formatted(
                length, SignedWebhook.HEADER, SignedWebhook.sign(WebhookClient.SECRET, body));
    OutputStream out = socket.getOutputStream();
    out.write(head.getBytes(UTF_8));
    out.write(body, 0, sent);
    out.flush();
  }
}
