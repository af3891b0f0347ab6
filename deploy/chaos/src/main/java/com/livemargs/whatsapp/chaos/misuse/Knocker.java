package com.livemargs.whatsapp.chaos.misuse;

import com.livemargs.whatsapp.chaos.cluster.Instance;
import com.livemargs.whatsapp.chaos.process.Wait;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Posts webhooks to the ingress instances in turn, some at the same time, signed as is said. As
 * from Meta, what is answered 503 or not at all comes again.
 */
final class Knocker {

  private static final int AT_ONCE = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration REDELIVERED = Duration.ofMinutes(1);
  private static final Set<Integer> LATER = Set.of(0, 503);
  private static final String HEADER = "X-Hub-Signature-256";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<URI> doors;

  Knocker(List<Instance> ingress) {
    doors = ingress.stream().map(it -> it.url("/whatsapp/webhook")).toList();
  }

  /** A body and what its signature's header says, once or several times. */
  record Knock(byte[] body, List<String> signatures) {}

  /** Last answers by how often they came; 0 for none. */
  Map<Integer, Integer> answers(List<Knock> knocks) {
    List<Future<Integer>> under = new ArrayList<>();
    try (ExecutorService senders = Executors.newFixedThreadPool(AT_ONCE)) {
      for (int i = 0; i < knocks.size(); i++) {
        HttpRequest request = request(doors.get(i % doors.size()), knocks.get(i));
        under.add(senders.submit(() -> deliver(request)));
      }
    }
    return MisuseScenario.counted(under.stream().map(Knocker::get).toList());
  }

  private static HttpRequest request(URI door, Knock knock) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(door)
            .timeout(PATIENCE)
            .POST(BodyPublishers.ofByteArray(knock.body()));
    knock.signatures().forEach(signature -> request.header(HEADER, signature));
    return request.build();
  }

  private int deliver(HttpRequest request) throws InterruptedException {
    long begun = System.nanoTime();
    int answer = send(request);
    while (LATER.contains(answer) && System.nanoTime() - begun < REDELIVERED.toNanos()) {
      Wait.pause(PAUSE);
      answer = send(request);
    }
    return answer;
  }

  private int send(HttpRequest request) throws InterruptedException {
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException noAnswer) {
      return 0;
    }
  }

  private static int get(Future<Integer> answer) {
    try {
      return answer.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
