package com.livemargs.whatsapp.chaos.scenario;

import com.livemargs.whatsapp.chaos.cluster.Access;
import com.livemargs.whatsapp.chaos.cluster.Instance;
import com.livemargs.whatsapp.chaos.cluster.Service;
import com.livemargs.whatsapp.chaos.cluster.Web;
import com.livemargs.whatsapp.chaos.process.Wait;
import com.livemargs.whatsapp.events.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** The same request a hundred times at once, at every instance; then another one under its key. */
public final class Repeats implements Scenario {

  private static final int TIMES = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String KEY = "one-key-for-a-hundred";
  private static final Set<Integer> HARMLESS = Set.of(200, 202, 409);
  private static final int REFUSED = 422;

  @Override
  public String name() {
    return "repeats";
  }

  @Override
  public Set<Promise> promises() {
    return Set.of(Promise.P8);
  }

  @Override
  public List<Verdict> run(Trial trial) throws Exception {
    String text = "a hundred times " + trial.seed();
    List<Integer> answers = atOnce(trial, text);
    // Who waits for long is told that it is still open; asking again sends nothing.
    boolean sent = Wait.until(PATIENCE, () -> post(trial, 0, text) == 200);
    int other = post(trial, 0, "something else");
    long accepted =
        trial.cluster().meta().acceptedSends().stream()
            .filter(send -> send.path("body").path("text").path("body").asString("").equals(text))
            .count();
    long harmful = answers.stream().filter(status -> !HARMLESS.contains(status)).count();
    return List.of(judge(accepted, harmful, sent, other));
  }

  // 409 says that the request under that key is still under way, and this is another request.
  static Verdict judge(long accepted, long harmful, boolean sent, int other) {
    return Verdict.of(
        Promise.P8,
        "a hundred equal requests at once are one send, and another under their key is refused",
        accepted == 1 && harmful == 0 && sent && other == REFUSED,
        "requests",
        TIMES,
        "accepted by Meta",
        accepted,
        "answers other than 200, 202 and 409",
        harmful,
        "called sent in the end",
        sent,
        "answer to another body under the same key",
        other);
  }

  private static List<Integer> atOnce(Trial trial, String text) throws Exception {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> calls =
          IntStream.range(0, TIMES)
              .mapToObj(turn -> (Callable<Integer>) () -> post(trial, turn, text))
              .toList();
      return callers.invokeAll(calls).stream().map(Future::resultNow).toList();
    }
  }

  private static int post(Trial trial, int turn, String text) {
    List<Instance> senders = trial.cluster().instances(Service.OUTBOUND);
    byte[] body =
        Json.MAPPER.writeValueAsBytes(Map.of("phoneNumber", "+4915550100808", "text", text));
    return Web.post(
            senders.get(turn % senders.size()).url("/whatsapp/send"),
            body,
            PATIENCE,
            "X-API-Key",
            Access.API_KEY,
            "Idempotency-Key",
            KEY)
        .status();
  }
}
