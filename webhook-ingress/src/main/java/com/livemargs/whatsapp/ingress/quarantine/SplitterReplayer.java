package com.livemargs.whatsapp.ingress.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.events.EventHeaders;
import com.livemargs.whatsapp.events.identity.IdentityLink;
import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.events.kafka.EventPublisher;
import com.livemargs.whatsapp.events.replay.Replayer;
import com.livemargs.whatsapp.ingress.split.Part;
import com.livemargs.whatsapp.ingress.split.Part.Kind;
import com.livemargs.whatsapp.ingress.split.Split;
import com.livemargs.whatsapp.ingress.split.Splitter;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Sends a quarantined body, entry or change through the splitter again, so that a release that can
 * read it takes it. Ids come from the content: doing it twice harms nobody.
 */
public final class SplitterReplayer implements Replayer {

  private static final String SOURCE = "/whatsapp/waba/";
  private static final Replay NO_PLACE =
      new Replay.Refused(
          "This release still has no place for it. Replay it with one that has, or discard it with a reason.");

  private final EventPublisher publisher;

  public SplitterReplayer(EventPublisher publisher) {
    this.publisher = publisher;
  }

  @Override
  public Mono<Replay> replay(ConsumerRecord<String, byte[]> letter, String replayId) {
    Instant received = Instant.ofEpochMilli(letter.timestamp());
    Split split = Splitter.split(body(letter), received);
    boolean routed = split.parts().stream().anyMatch(part -> part.kind() != Kind.QUARANTINE);
    if (!routed) {
      return Mono.just(NO_PLACE);
    }
    List<Part> parts = new ArrayList<>();
    for (IdentityLink link : split.links()) {
      parts.add(Part.of(link, Replayer.ownKey(link.key(), letter)));
    }
    parts.addAll(split.parts());
    return publisher
        .publish(parts.stream().map(part -> record(part, letter, received, replayId)).toList())
        .thenReturn(new Replay.Done());
  }

  private static ProducerRecord<String, byte[]> record(
      Part part, ConsumerRecord<String, byte[]> letter, Instant received, String replayId) {
    String trace = EventHeaders.text(letter.headers(), EventHeaders.TRACEPARENT);
    var record = part.record(received, trace == null ? EventHeaders.newTrace() : trace);
    record.headers().add(EventHeaders.header(EventHeaders.REPLAY_ID, replayId));
    return record;
  }

  /** The body that the splitter takes: what was set aside stands in it byte for byte. */
  private static byte[] body(ConsumerRecord<String, byte[]> letter) {
    byte[] slice = letter.value();
    JsonNode tree = tree(slice);
    if (tree == null || !tree.isObject() || tree.path("entry").isArray()) {
      return slice;
    }
    if (tree.path("changes").isArray()) {
      return around("{\"entry\":[", slice, "]}");
    }
    // A change is nothing without its value: else anything would be an event of the account.
    if (!tree.has("value")) {
      return slice;
    }
    String waba = waba(letter);
    String id = waba.isEmpty() ? "" : "\"id\":" + Json.MAPPER.writeValueAsString(waba) + ",";
    return around("{\"entry\":[{" + id + "\"changes\":[", slice, "]}]}");
  }

  private static @Nullable JsonNode tree(byte[] slice) {
    try {
      return Json.MAPPER.readTree(slice);
    } catch (JacksonException unreadable) {
      return null;
    }
  }

  private static String waba(ConsumerRecord<String, byte[]> letter) {
    String source = EventHeaders.text(letter.headers(), "ce_source");
    return source != null && source.startsWith(SOURCE) ? source.substring(SOURCE.length()) : "";
  }

  private static byte[] around(String before, byte[] slice, String after) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(slice.length + 200);
    out.writeBytes(before.getBytes(UTF_8));
    out.writeBytes(slice);
    out.writeBytes(after.getBytes(UTF_8));
    return out.toByteArray();
  }
}
