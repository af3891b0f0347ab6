package com.livemargs.whatsapp.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.testkit.SignedWebhook;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/** Meta, as far as the door sees it: what is answered 503 comes again, unless it is said so. */
final class WebhookClient {

  static final String SECRET = "test_app_secret";
  static final String OLDER_SECRET = "rotated_app_secret";
  static final String TOKEN = "a-token-of-the-tests";

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static final int SENDERS = 16;
  private static final int UNAVAILABLE = 503;

  private final URI webhook;

  WebhookClient(int port) {
    webhook = URI.create("http://127.0.0.1:" + port + "/whatsapp/webhook");
  }

  HttpResponse<String> deliver(byte[] body) {
    return post(body, SignedWebhook.sign(SECRET, body));
  }

  HttpResponse<String> deliver(String body) {
    return deliver(body.getBytes(UTF_8));
  }

  HttpResponse<String> deliverOnce(byte[] body) {
    return postOnce(body, SignedWebhook.sign(SECRET, body));
  }

  HttpResponse<String> post(byte[] body, String signature) {
    return sendUntilTaken(signed(body, signature));
  }

  HttpResponse<String> postOnce(byte[] body, String signature) {
    return send(signed(body, signature));
  }

  private HttpRequest signed(byte[] body, String signature) {
    return HttpRequest.newBuilder(webhook)
        .POST(BodyPublishers.ofByteArray(body))
        .header(SignedWebhook.HEADER, signature)
        .build();
  }

  HttpResponse<String> post(BodyPublisher body, UnaryOperator<HttpRequest.Builder> headers) {
    return sendUntilTaken(headers.apply(HttpRequest.newBuilder(webhook).POST(body)).build());
  }

  HttpResponse<String> get(String query) {
    return send(HttpRequest.newBuilder(URI.create(webhook + query)).build());
  }

  private static int get(Future<Integer> code) {
    try {
      return code.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> call(String method) {
    return send(HttpRequest.newBuilder(webhook).method(method, BodyPublishers.noBody()).build());
  }

  URI uri() {
    return webhook;
  }

  /** The answers' codes in the order of the requests, some of them under way at the same time. */
  static List<Integer> sendAll(List<HttpRequest> requests) {
    try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
      List<Future<Integer>> codes =
          requests.stream()
              .map(one -> senders.submit(() -> sendUntilTaken(one).statusCode()))
              .toList();
      return codes.stream().map(WebhookClient::get).toList();
    }
  }

  private static HttpResponse<String> sendUntilTaken(HttpRequest request) {
    HttpResponse<String> answer = send(request);
    return answer.statusCode() == UNAVAILABLE
        ? await().until(() -> send(request), again -> again.statusCode() != UNAVAILABLE)
        : answer;
  }

  static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
