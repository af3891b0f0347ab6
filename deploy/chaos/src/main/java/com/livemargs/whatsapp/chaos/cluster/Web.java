package com.livemargs.whatsapp.chaos.cluster;

import com.livemargs.whatsapp.events.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/** HTTP as a program outside speaks it; whoever is not there is an answer too. */
public final class Web {

  /** The status of an answer that never came. */
  public static final int NONE = 0;

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  private Web() {}

  /** What came back; status {@link #NONE} when nothing did. */
  public record Answer(int status, byte[] body) {

    /** The body as JSON. */
    public JsonNode json() {
      return Json.MAPPER.readTree(body);
    }
  }

  /** Asks; headers are names and values in turn. */
  public static Answer get(URI url, String... headers) {
    return send(request(url, Duration.ofSeconds(60), headers).GET().build());
  }

  /** Asks whether it answers 200 within two seconds. */
  public static boolean isOk(URI url) {
    return send(request(url, Duration.ofSeconds(2)).GET().build()).status() == 200;
  }

  /** Posts bytes as JSON. */
  public static Answer post(URI url, byte[] body, Duration patience, String... headers) {
    return send(
        request(url, patience, headers)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body))
            .build());
  }

  /** Any method with any bytes. */
  public static Answer call(String method, URI url, byte[] body, String... headers) {
    return send(
        request(url, Duration.ofSeconds(30), headers)
            .method(method, BodyPublishers.ofByteArray(body))
            .build());
  }

  private static HttpRequest.Builder request(URI url, Duration patience, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(patience);
    return headers.length == 0 ? request : request.headers(headers);
  }

  private static Answer send(HttpRequest request) {
    try {
      HttpResponse<byte[]> response = CLIENT.send(request, BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException nobodyThere) {
      return new Answer(NONE, new byte[0]);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(NONE, new byte[0]);
    }
  }
}
