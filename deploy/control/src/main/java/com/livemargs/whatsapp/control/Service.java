package com.livemargs.whatsapp.control;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One address that is asked, with a key. */
final class Service {

  static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int FIRST_ERROR = 400;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final String url;
  private final String key;

  Service(String url, String key) {
    this.url = url.replaceAll("/+$", "");
    this.key = key;
  }

  String url() {
    return url;
  }

  JsonNode get(String path) {
    return send(request(path).GET());
  }

  JsonNode delete(String path) {
    return send(request(path).DELETE());
  }

  JsonNode post(String path, Object body) {
    byte[] json = JSON.writeValueAsBytes(body);
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(json)));
  }

  private HttpRequest.Builder request(String path) {
    try {
      return HttpRequest.newBuilder(URI.create(url + path)).header("X-API-Key", key);
    } catch (IllegalArgumentException wrong) {
      throw new ControlException(
          ExitCodes.USAGE, "The address is no http:// or https:// address. Correct --url.");
    }
  }

  private JsonNode send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() >= FIRST_ERROR) {
        throw new ControlException(ExitCodes.REFUSED, problem(answer));
      }
      return JSON.readTree(answer.body());
    } catch (JacksonException odd) {
      throw new ControlException(
          ExitCodes.REFUSED, url + " does not answer in JSON. Is it the operators' address?");
    } catch (IOException away) {
      throw new ControlException(
          ExitCodes.AWAY,
          "Nothing answers at " + url + ". Is it running, and is --url its address?");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new ControlException(ExitCodes.AWAY, "Interrupted.");
    }
  }

  private static String problem(HttpResponse<byte[]> answer) {
    try {
      JsonNode problem = JSON.readTree(answer.body());
      return answer.statusCode()
          + " "
          + problem.path("title").asString("")
          + ": "
          + problem.path("detail").asString("");
    } catch (JacksonException odd) {
      return answer.statusCode() + " without an explanation.";
    }
  }
}
