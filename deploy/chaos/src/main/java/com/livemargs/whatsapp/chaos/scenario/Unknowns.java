package com.livemargs.whatsapp.chaos.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.chaos.check.Outbound;
import com.livemargs.whatsapp.chaos.check.Sets;
import com.livemargs.whatsapp.chaos.cluster.Access;
import com.livemargs.whatsapp.chaos.cluster.Cluster;
import com.livemargs.whatsapp.chaos.cluster.Meta;
import com.livemargs.whatsapp.chaos.cluster.Service;
import com.livemargs.whatsapp.chaos.cluster.Web;
import com.livemargs.whatsapp.chaos.process.Wait;
import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Sends of which nobody knows the end, as a person sees and settles them: over HTTP, with a key.
 */
final class Unknowns {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final byte[] NOT_SENT = "{\"state\":\"failed\"}".getBytes(UTF_8);
  private static final int OK = 200;
  private static final int SETTLED = 2;

  private final Cluster cluster;

  Unknowns(Cluster cluster) {
    this.cluster = cluster;
  }

  List<Verdict> judge(Outbound outbound) {
    Set<String> listed = listed();
    Set<String> open = outbound.unknown();
    Set<String> dark = Sets.missing(outbound.neverTaken(), listed);
    int missing = Sets.missing(open, listed).size();
    int more = Sets.missing(listed, open).size();
    boolean right = missing == 0 && more == 0 && dark.isEmpty();
    Finding none = open.isEmpty() ? Finding.NOT_TESTED : Finding.KEPT;
    Verdict list =
        Verdict.of(
            Promise.P6,
            "GET /whatsapp/outbound?state=unknown lists what is unknown, all of it and nothing else",
            right ? none : Finding.BROKEN,
            "unknown",
            open.size(),
            "listed",
            listed.size(),
            "unknown and not listed",
            missing,
            "listed and not unknown",
            more,
            "promised, never taken by Meta, neither failed nor listed",
            dark.size());
    return List.of(list, settle(outbound));
  }

  // One that a person says was not sent, and one that goes out again.
  private Verdict settle(Outbound outbound) {
    String claim = "a person resolves one and sends another again";
    Set<String> settleable = outbound.unknown();
    settleable.retainAll(outbound.neverTaken());
    if (settleable.size() < SETTLED) {
      return Verdict.of(
          Promise.P6, claim, Finding.NOT_TESTED, "unknown and not taken", settleable.size());
    }
    Meta meta = cluster.meta();
    Iterator<String> ids = settleable.iterator();
    String resolved = ids.next();
    String resent = ids.next();
    int toResolve = post(resolved + "/resolve", NOT_SENT);
    int toResend = post(resent + "/resend", new byte[0]);
    Set<String> both = Set.of(resolved, resent);
    boolean gone = Wait.until(PATIENCE, () -> meta.taken(resent) > 0 && isGone(both));
    return Verdict.of(
        Promise.P6,
        claim,
        toResolve == OK
            && toResend == OK
            && gone
            && meta.taken(resent) == 1
            && meta.taken(resolved) == 0,
        "answer to resolve",
        toResolve,
        "answer to resend",
        toResend,
        "taken by Meta of the one that was sent again",
        meta.taken(resent),
        "taken by Meta of the one that was resolved as failed",
        meta.taken(resolved),
        "neither is listed any more",
        gone);
  }

  private boolean isGone(Set<String> ids) {
    Set<String> left = listed();
    left.retainAll(ids);
    return left.isEmpty();
  }

  private URI url(String path) {
    return cluster.instances(Service.OUTBOUND).getFirst().url("/whatsapp/outbound" + path);
  }

  private Set<String> listed() {
    Set<String> listed = new TreeSet<>();
    List<String> page = page("");
    while (!page.isEmpty()) {
      listed.addAll(page);
      page = page("&after=" + page.getLast());
    }
    return listed;
  }

  private List<String> page(String after) {
    Web.Answer answer = Web.get(url("?state=unknown" + after), "X-API-Key", Access.API_KEY);
    if (answer.status() != OK) {
      throw new IllegalStateException("the list of unknowns was answered " + answer.status());
    }
    return answer.json().valueStream().map(send -> send.path("messageId").asString("")).toList();
  }

  private int post(String path, byte[] body) {
    return Web.post(url("/" + path), body, PATIENCE, "X-API-Key", Access.API_KEY).status();
  }
}
