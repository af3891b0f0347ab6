package com.livemargs.whatsapp.processes;

import com.livemargs.whatsapp.events.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** HTTP as a program outside speaks it. */
final class Web {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Web() {}

  /** What came back. */
  record Answer(int status, byte[] body) {
    JsonNode json() {
      return Json.MAPPER.readTree(body);
    }
  }

  /**
   * Asks.
   *
   * @param headers names and values in turn
   */
  static Answer get(URI url, String... headers) {
    return send(request(url, headers).GET().build());
  }

  /** Posts a value as JSON. */
  static Answer post(URI url, Object value, String... headers) {
    return post(url, Json.MAPPER.writeValueAsBytes(value), headers);
  }

  /** Posts JSON as it is. */
  static Answer post(URI url, byte[] body, String... headers) {
    return send(
        request(url, headers)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body))
            .build());
  }

  private static HttpRequest.Builder request(URI url, String... headers) {
    var request = HttpRequest.newBuilder(url).timeout(PATIENCE);
    return headers.length == 0 ? request : request.headers(headers);
  }

  private static Answer send(HttpRequest request) {
    try {
      HttpResponse<byte[]> response = CLIENT.send(request, BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
