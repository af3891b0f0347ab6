package com.livemargs.whatsapp.persistence.intake;

import com.livemargs.whatsapp.events.EventHeaders;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.identity.IdentityLink;
import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.events.kafka.BatchHandler;
import com.livemargs.whatsapp.events.kafka.EventPublisher;
import com.livemargs.whatsapp.persistence.identity.AliasEdge;
import com.livemargs.whatsapp.persistence.store.MessageStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Keeps the last record of each customer on {@code whatsapp.identities} the newest: that is the one
 * that compaction leaves to those who read the topic from its beginning. Meta may deliver an old
 * webhook again when the ingress no longer remembers what it has told since; the store knows, and
 * so the newer phone is told once more.
 */
public final class LinkCorrection implements BatchHandler {

  private static final Logger log = LoggerFactory.getLogger(LinkCorrection.class);
  private static final String SOURCE = "/whatsapp/persistence-writer";

  private final BatchHandler intake;
  private final MessageStore store;
  private final EventPublisher publisher;

  /**
   * Looks at what has been stored.
   *
   * @param intake stores it into this store
   */
  public LinkCorrection(BatchHandler intake, MessageStore store, EventPublisher publisher) {
    this.intake = intake;
    this.store = store;
    this.publisher = publisher;
  }

  @Override
  public Mono<Void> handle(List<ConsumerRecord<String, byte[]>> batch) {
    return intake.handle(batch).then(Mono.defer(() -> correct(told(batch))));
  }

  // By customer the last phone that the topic tells.
  private static Map<String, IdentityLink> told(List<ConsumerRecord<String, byte[]>> batch) {
    Map<String, IdentityLink> told = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : batch) {
      if (record.topic().equals(Topics.IDENTITIES)
          && read(record) instanceof Item.Linked linked
          && linked.link().phone() != null) {
        told.put(AliasEdge.safe(linked.link().customer()), linked.link());
      }
    }
    return told;
  }

  private static Item read(ConsumerRecord<String, byte[]> record) {
    try {
      return ItemReader.read(record);
    } catch (RuntimeException unreadable) {
      // The intake has put it aside.
      return new Item.Nothing();
    }
  }

  private Mono<Void> correct(Map<String, IdentityLink> told) {
    return told.isEmpty()
        ? Mono.empty()
        : store
            .edges(told.keySet())
            .filter(edge -> edge.kind() == AliasEdge.Kind.PHONE && told.containsKey(edge.alias()))
            .collect(HashMap<String, AliasEdge>::new, LinkCorrection::keepNewest)
            .map(newest -> better(newest.values(), told))
            .flatMap(publisher::publish)
            .onErrorResume(AuthorizationException.class, LinkCorrection::isLeft);
  }

  private static void keepNewest(Map<String, AliasEdge> newest, AliasEdge edge) {
    newest.merge(edge.alias(), edge, (a, b) -> AliasEdge.BY_TIME.compare(a, b) >= 0 ? a : b);
  }

  private static List<ProducerRecord<String, byte[]>> better(
      Collection<AliasEdge> newest, Map<String, IdentityLink> told) {
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    for (AliasEdge edge : newest) {
      IdentityLink last = told.get(edge.alias());
      long at = edge.timestamp().toEpochMilli();
      if (last != null && at > last.timestamp() && !edge.target().equals(last.phone())) {
        records.add(record(new IdentityLink(last.customer(), edge.target(), List.of(), at)));
      }
    }
    return records;
  }

  private static ProducerRecord<String, byte[]> record(IdentityLink link) {
    return new ProducerRecord<>(
        Topics.IDENTITIES,
        null,
        link.key(),
        Json.MAPPER.writeValueAsBytes(link),
        EventHeaders.of(
            link.key() + "/corrected/" + link.timestamp(),
            IdentityLink.EVENT_TYPE,
            SOURCE,
            link.key(),
            Instant.now(),
            null));
  }

  // Storing does not wait for a right that it never needed.
  private static Mono<Void> isLeft(Throwable refused) {
    log.atWarn()
        .addKeyValue("failure", refused.getClass().getSimpleName())
        .log(
            "A customer's newest phone could not be told again: allow this service to write"
                + " whatsapp.identities");
    return Mono.empty();
  }
}
