package com.livemargs.whatsapp.simulator.webhook;

import com.livemargs.whatsapp.simulator.settings.SimulatorProperties;
import com.livemargs.whatsapp.simulator.wire.WebhookSignature;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Posts one body once. */
@Component
class WebhookClient {

  private final HttpClient http;
  private final SimulatorProperties settings;

  WebhookClient(SimulatorProperties settings) {
    this.settings = settings;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.redelivery().timeout())
            .build();
  }

  /** What came back: a status, or the reason why none came. */
  record Answer(@Nullable Integer status, @Nullable String problem, Duration took) {

    /** It was not posted, because there was a reset. */
    static final Answer FORGOTTEN = new Answer(null, "dropped by a reset", Duration.ZERO);
  }

  Answer post(Webhook webhook) throws InterruptedException {
    long start = System.nanoTime();
    try {
      int status = http.send(request(webhook), BodyHandlers.discarding()).statusCode();
      return new Answer(status, null, since(start));
    } catch (IOException e) {
      String message = e.getMessage() == null ? "no answer" : e.getMessage();
      return new Answer(null, e.getClass().getSimpleName() + ": " + message, since(start));
    }
  }

  private HttpRequest request(Webhook webhook) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(settings.webhookUrl())
            .timeout(settings.redelivery().timeout())
            .header("Content-Type", "application/json")
            .header("User-Agent", "facebookexternalua")
            .POST(HttpRequest.BodyPublishers.ofByteArray(webhook.body()));
    if (webhook.signature() != null) {
      request.header(WebhookSignature.HEADER, webhook.signature());
    }
    return request.build();
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
