package com.livemargs.whatsapp.chaos.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.chaos.cluster.Access;
import com.livemargs.whatsapp.chaos.cluster.Cluster;
import com.livemargs.whatsapp.chaos.cluster.Service;
import com.livemargs.whatsapp.chaos.cluster.Web;
import com.livemargs.whatsapp.chaos.look.Log;
import com.livemargs.whatsapp.chaos.workload.Door;
import com.livemargs.whatsapp.chaos.workload.Payloads;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.json.Json;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import tools.jackson.databind.node.ObjectNode;

/** A customer nobody else is, and everything that can be said about it. */
final class Canary {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long NOW = 1_780_000_000L;
  private static final String NAME = "Canary Tweety";

  private final Cluster cluster;
  private final Door door;
  private final String phone;
  private final String userId;
  private final String wamid;
  private final List<String> leaks = new ArrayList<>();
  private int steps;

  Canary(Cluster cluster, long seed) {
    this.cluster = cluster;
    this.door = new Door(cluster);
    this.phone = "4917" + (31_000_000_00L + seed % 999_983);
    this.userId = "DE.77" + (41_000_000_00L + seed % 999_983);
    // Meta's ids hold the phone.
    byte[] inside = ("\u0018\u0014" + phone + "\u0015\u0002\u0000\u0012canary").getBytes(UTF_8);
    this.wamid = "wamid.HBg" + Base64.getEncoder().encodeToString(inside);
  }

  String wamid() {
    return wamid;
  }

  List<String> leaks() {
    return leaks;
  }

  Map<String, String> words() {
    Map<String, String> words = new HashMap<>(PrivacyScenario.secrets());
    words.put("phone", phone);
    words.put("customer's id", userId);
    words.put("message id", wamid);
    words.put("text", "canary text tweet");
    words.put("name", NAME);
    words.put("caption", "canary caption chirp");
    words.put("wrong key", "a-wrong-key-of-the-canary");
    return words;
  }

  int goThroughEverything(Log log) {
    said(Payloads.text(phone, wamid, NOW, "canary text tweet").put("from_user_id", userId));
    ObjectNode image = Payloads.message(wamid + "i", NOW, "image").put("from", phone);
    image.putObject("image").put("id", "canary-unknown").put("caption", "canary caption chirp");
    said(image);
    said(Payloads.message(wamid + "e", NOW, "edit").put("from", phone));
    said(Payloads.message("", NOW, "text").put("from", phone));
    door.deliver(
        Payloads.webhook(List.of(), List.of(Payloads.status(wamid, "failed", NOW, phone))));
    door.post(("not json " + phone + " canary text tweet").getBytes(UTF_8));
    poison(log);
    refusals();
    sends();
    return steps;
  }

  private void said(ObjectNode message) {
    steps++;
    door.deliver(Payloads.webhook(message, NAME));
  }

  private void poison(Log log) {
    String odd =
        "{\"value\":{\"contacts\":[{\"profile\":{\"name\":\"%s\"}}],\"messages\":[{\"from\":\"%s\",\"text\":\"canary text tweet\"}]}}"
            .formatted(NAME, phone);
    for (String topic :
        List.of(
            Topics.MESSAGES,
            Topics.STATUSES,
            Topics.MEDIA,
            Topics.OUTBOUND,
            Topics.OUTBOUND_RESULTS,
            Topics.IDENTITIES,
            Topics.ACCOUNT)) {
      for (String value : List.of(odd, odd.substring(9))) {
        steps++;
        log.put(new ProducerRecord<>(topic, phone.getBytes(UTF_8), value.getBytes(UTF_8)));
      }
    }
  }

  private void refusals() {
    byte[] body = Payloads.webhook(Payloads.text(phone, wamid, NOW, "canary text tweet"));
    refused(
        Web.post(cluster.webhookUrl(), body, PATIENCE, "X-Hub-Signature-256", "sha256=" + phone));
    URI messages = uri(Service.PERSISTENCE, "/whatsapp/messages/" + phone);
    refused(Web.get(messages, "X-API-Key", "a-wrong-key-of-the-canary"));
    refused(Web.get(messages));
    refused(Web.get(uri(Service.MEDIA, "/uploads/whatsapp/" + phone)));
    refused(post("/whatsapp/send", Map.of("phoneNumber", phone + "x", "text", 7)));
    refused(post("/whatsapp/send", Map.of("customerId", userId, "text", "x".repeat(9_000))));
    refused(Web.get(uri(Service.LIVEKIT, "/livekit/token?room_name=whatsapp_" + phone)));
  }

  private void sends() {
    for (String kind : List.of("error", "reset")) {
      cluster.meta().sendFault(Map.of("kind", kind, "code", 131009, "times", 1));
      post("/whatsapp/send", Map.of("phoneNumber", "+" + phone, "text", "canary text tweet"));
    }
    cluster.meta().clearFaults();
    post("/whatsapp/send", Map.of("phoneNumber", "+" + phone, "text", "canary text tweet"));
  }

  private Web.Answer post(String path, Map<String, ?> body) {
    steps++;
    byte[] bytes = Json.MAPPER.writeValueAsBytes(body);
    return Web.post(uri(Service.OUTBOUND, path), bytes, PATIENCE, "X-API-Key", Access.API_KEY);
  }

  private URI uri(Service service, String path) {
    return cluster.instances(service).getFirst().url(path);
  }

  private void refused(Web.Answer answer) {
    steps++;
    new Traces(words()).in(new String(answer.body(), UTF_8)).forEach(leaks::add);
  }
}
