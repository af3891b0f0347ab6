package com.livemargs.whatsapp.control;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
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
  private final @Nullable Duration patience;

  Service(String url, String key) {
    this(url, key, null);
  }

  private Service(String url, String key, @Nullable Duration patience) {
    this.url = url.replaceAll("/+$", "");
    this.key = key;
    this.patience = patience;
  }

  /** The same, with so much time for each answer. */
  Service within(Duration time) {
    return new Service(url, key, time);
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
      HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
      return (patience == null ? request : request.timeout(patience)).header("X-API-Key", key);
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
      throw new ControlException(ExitCodes.AWAY, away(away));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new ControlException(ExitCodes.AWAY, "Interrupted.");
    }
  }

  private String away(IOException failure) {
    boolean hangs =
        failure instanceof HttpTimeoutException
            && !(failure instanceof HttpConnectTimeoutException);
    return hangs
        ? url
            + " took the question and has not answered in time; it may still do what was asked."
            + " Look at its log, and start it anew if it hangs."
        : "Nothing answers at " + url + ". Is it running, and is --url its address?";
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
