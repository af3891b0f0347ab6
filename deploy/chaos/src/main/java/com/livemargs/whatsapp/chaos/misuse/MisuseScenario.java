package com.livemargs.whatsapp.chaos.misuse;

import com.livemargs.whatsapp.chaos.cluster.Access;
import com.livemargs.whatsapp.chaos.cluster.Instance;
import com.livemargs.whatsapp.chaos.cluster.Service;
import com.livemargs.whatsapp.chaos.look.Holdings;
import com.livemargs.whatsapp.chaos.look.Log;
import com.livemargs.whatsapp.chaos.look.Memory;
import com.livemargs.whatsapp.chaos.process.Wait;
import com.livemargs.whatsapp.chaos.scenario.Promise;
import com.livemargs.whatsapp.chaos.scenario.Scenario;
import com.livemargs.whatsapp.chaos.scenario.Trial;
import com.livemargs.whatsapp.chaos.scenario.Verdict;
import com.livemargs.whatsapp.chaos.workload.Payloads;
import com.livemargs.whatsapp.testkit.Forgery;
import com.livemargs.whatsapp.testkit.Malformed;
import com.livemargs.whatsapp.testkit.SignedWebhook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Forged webhooks and signed nonsense at the ingress, ten thousand of each. */
public final class MisuseScenario implements Scenario {

  private static final int EACH = 10_000;
  private static final int GENUINE_EVERY = 20;
  private static final long MOST_LIVE_BYTES_MORE = 16L << 20;
  private static final double MOST_RESIDENT_TIMES = 1.2;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @Override
  public String name() {
    return "misuse";
  }

  @Override
  public Set<Promise> promises() {
    return Set.of(Promise.P16, Promise.P19);
  }

  @Override
  public List<Verdict> run(Trial trial) {
    Knocker knocker = new Knocker(trial.cluster().instances(Service.INGRESS));
    return List.of(forgeries(trial, knocker), nonsense(trial, knocker));
  }

  private static Verdict forgeries(Trial trial, Knocker knocker) {
    String prefix = Payloads.wamid("misuse" + trial.seed()).replace("=", "");
    Random random = trial.dice("forgeries");
    List<Knocker.Knock> forged = new ArrayList<>();
    List<Knocker.Knock> genuine = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      Forgery forgery = Forgery.of(i, Access.APP_SECRET, text(prefix + ".f" + i), random);
      forged.add(new Knocker.Knock(forgery.body(), forgery.signatures()));
      if (i % GENUINE_EVERY == 0) {
        expected.add(prefix + ".g" + i);
        genuine.add(signed(text(prefix + ".g" + i)));
      }
    }
    Map<Integer, Integer> refused = knocker.answers(forged);
    Map<Integer, Integer> taken = knocker.answers(genuine);
    trial.did("forged webhook", EACH);
    try (Holdings stores = new Holdings(trial.cluster())) {
      Wait.until(PATIENCE, () -> stores.missing(prefix + ".g", expected).isEmpty());
      int in = stores.postgres(prefix + ".f").size() + stores.mongo(prefix + ".f").size();
      int missing = stores.missing(prefix + ".g", expected).size();
      boolean kept =
          refused.equals(Map.of(401, EACH))
              && taken.equals(Map.of(200, expected.size()))
              && in == 0
              && missing == 0;
      return Verdict.of(
          Promise.P16,
          Forgery.COUNT + " kinds of forgery between genuine webhooks with emoji and escapes",
          kept,
          "answers to forgeries",
          refused,
          "forged messages stored",
          in,
          "answers to genuine ones",
          taken,
          "genuine messages lost",
          missing);
    }
  }

  private static Verdict nonsense(Trial trial, Knocker knocker) {
    Malformed malformed = new Malformed(trial.seed());
    knocker.answers(signed(malformed, EACH / 5));
    List<Instance> ingress = trial.cluster().instances(Service.INGRESS);
    List<Memory> before = ingress.stream().map(Memory::of).toList();
    List<ProcessHandle> processes = processes(ingress);
    Map<Integer, Integer> answers = knocker.answers(signed(malformed, EACH));
    List<Memory> after = ingress.stream().map(Memory::of).toList();
    trial.did("malformed signed webhook", EACH + EACH / 5);
    boolean sameProcesses = processes.equals(processes(ingress));
    long live = more(before, after);
    double resident = times(before, after);
    boolean digested;
    try (Log log = new Log(trial.cluster())) {
      digested = Wait.until(PATIENCE, () -> log.lag() == 0);
    }
    boolean kept =
        Set.of(200, 400).containsAll(answers.keySet())
            && sameProcesses
            && digested
            && live < MOST_LIVE_BYTES_MORE
            && resident <= MOST_RESIDENT_TIMES;
    return Verdict.of(
        Promise.P19,
        "signed bodies that are malformed in random places",
        kept,
        "answers",
        answers,
        "no restart",
        sameProcesses,
        "more live heap, KiB",
        live >> 10,
        "resident memory, times",
        "%.2f".formatted(resident),
        "every group reached the end",
        digested);
  }

  private static List<Knocker.Knock> signed(Malformed malformed, int count) {
    return Stream.generate(malformed::next).limit(count).map(MisuseScenario::signed).toList();
  }

  private static Knocker.Knock signed(byte[] body) {
    return new Knocker.Knock(body, List.of(SignedWebhook.sign(Access.APP_SECRET, body)));
  }

  private static byte[] text(String wamid) {
    return Payloads.webhook(
        Payloads.text("4915550160001", wamid, 1_780_000_000L, "\uD83D\uDE00 caf\u00E9 / A @"));
  }

  private static List<ProcessHandle> processes(List<Instance> ingress) {
    return ingress.stream().flatMap(it -> Memory.pid(it).stream()).toList();
  }

  private static long more(List<Memory> before, List<Memory> after) {
    long most = 0;
    for (int i = 0; i < before.size(); i++) {
      most = Math.max(most, after.get(i).liveBytes() - before.get(i).liveBytes());
    }
    return most;
  }

  private static double times(List<Memory> before, List<Memory> after) {
    double most = 0;
    for (int i = 0; i < before.size(); i++) {
      double earlier = Math.max(1, before.get(i).residentBytes());
      most = Math.max(most, after.get(i).residentBytes() / earlier);
    }
    return most;
  }

  /** Answers by how often they came. */
  static Map<Integer, Integer> counted(List<Integer> answers) {
    Map<Integer, Integer> counts = new TreeMap<>();
    answers.forEach(answer -> counts.merge(answer, 1, Integer::sum));
    return counts;
  }
}
