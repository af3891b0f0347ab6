package com.livemargs.whatsapp.chaos.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.chaos.cluster.Access;
import com.livemargs.whatsapp.chaos.cluster.Cluster;
import com.livemargs.whatsapp.chaos.cluster.Instance;
import com.livemargs.whatsapp.chaos.cluster.Service;
import com.livemargs.whatsapp.chaos.cluster.Web;
import com.livemargs.whatsapp.chaos.look.Holdings;
import com.livemargs.whatsapp.chaos.look.Log;
import com.livemargs.whatsapp.chaos.process.Wait;
import com.livemargs.whatsapp.chaos.scenario.Promise;
import com.livemargs.whatsapp.chaos.scenario.Scenario;
import com.livemargs.whatsapp.chaos.scenario.Trial;
import com.livemargs.whatsapp.chaos.scenario.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One customer, known by a phone, a name, an id and words of its own, goes through everything that
 * the system does, well and badly; then all that the processes have told is searched.
 */
public final class PrivacyScenario implements Scenario {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @Override
  public String name() {
    return "privacy";
  }

  @Override
  public Set<Promise> promises() {
    return Set.of(Promise.P20);
  }

  @Override
  public List<Verdict> run(Trial trial) throws IOException {
    Cluster cluster = trial.cluster();
    Canary canary = new Canary(cluster, trial.seed());
    try (Log log = new Log(cluster);
        Holdings stores = new Holdings(cluster)) {
      int steps = canary.goThroughEverything(log);
      trial.did("step of a canary", steps);
      boolean stored =
          Wait.until(PATIENCE, () -> !stores.postgres(canary.wamid()).isEmpty() && log.lag() == 0);
      Traces traces = new Traces(canary.words());
      List<String> hits = new ArrayList<>();
      long told = 0;
      for (Instance instance : services(cluster)) {
        // A process that was killed may have written half a letter.
        String logs = new String(Files.readAllBytes(instance.log()), UTF_8);
        String metrics = metrics(instance);
        told += logs.length() + metrics.length();
        traces.in(logs).forEach(it -> hits.add(it + " in the log of " + instance));
        traces.in(metrics).forEach(it -> hits.add(it + " in the metrics of " + instance));
      }
      return List.of(verdict(stored, steps, told, hits, canary));
    }
  }

  private static Verdict verdict(
      boolean stored, int steps, long told, List<String> hits, Canary canary) {
    Set<String> answers = new TreeSet<>(canary.leaks());
    return Verdict.of(
        Promise.P20,
        "a canary's phone, name, id and words, and every secret, in logs, metrics and refusals",
        stored && told > 0 && hits.isEmpty() && answers.isEmpty(),
        "steps",
        steps,
        "words looked for",
        canary.words().size(),
        "characters searched",
        told,
        "found",
        hits,
        "found in refusals",
        answers);
  }

  private static String metrics(Instance instance) {
    Web.Answer open = Web.get(instance.url("/actuator/prometheus"));
    Web.Answer operators =
        Web.get(
            java.net.URI.create(
                "http://127.0.0.1:" + instance.managementPort() + "/actuator/prometheus"),
            "X-API-Key",
            Access.ADMIN_KEY);
    return new String(open.body(), UTF_8) + new String(operators.body(), UTF_8);
  }

  private static List<Instance> services(Cluster cluster) {
    List<Instance> all = new ArrayList<>();
    for (Service service : Service.values()) {
      all.addAll(cluster.instances(service));
    }
    return all;
  }

  /** Words of both sides by what they are. */
  static Map<String, String> secrets() {
    return Map.of(
        "app secret", Access.APP_SECRET,
        "API key", Access.API_KEY,
        "operators' key", Access.ADMIN_KEY,
        "access token", "the-access-token-of-this-run",
        "verify token", "the-verify-token-of-this-run",
        "media secret", "the-media-secret-of-this-run",
        "internal key", "the-internal-key-of-this-run",
        "LiveKit secret", "a-secret-of-this-run-of-32-characters");
  }
}
