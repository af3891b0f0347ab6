package com.livemargs.whatsapp.testkit;

import com.livemargs.whatsapp.events.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;

/** An operator with a key, at the listener of one service. */
public final class OperatorHttp {

  /** A key for tests. */
  public static final String KEY = "an-admin-key-of-the-tests";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final int port;
  private final String key;

  public OperatorHttp(int port, String key) {
    this.port = port;
    this.key = key;
  }

  public HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  public HttpResponse<String> post(String path, String body) {
    return send(HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  public static JsonNode json(HttpResponse<String> response) {
    return Json.MAPPER.readTree(response.body());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(
          request.header("X-API-Key", key).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
