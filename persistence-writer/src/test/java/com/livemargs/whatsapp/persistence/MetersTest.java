package com.livemargs.whatsapp.persistence;

import static com.livemargs.whatsapp.persistence.Operated.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.outbound.SendOutcome;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the stores say of what they were given. */
class MetersTest {

  private static final List<String> STORES = List.of("postgresql", "mongodb");

  private final Service service = Service.shared();

  /** What other tests left to one of the stores is counted too. */
  @BeforeEach
  void finishOthers() {
    stored(service);
  }

  @Test
  void whatIsNewAndWhatWasThereAlreadyIsCountedApart() {
    String phone = Changes.phone();
    byte[] record = Changes.text(Changes.unique("wamid."), phone, 1780300837, "counted");
    List<Double> inserted = persisted("message", "inserted");
    List<Double> known = persisted("message", "duplicate");

    service.kafka.produce(Topics.MESSAGES, phone, record);
    eventuallyOneMore(inserted, "message", "inserted");
    service.kafka.produce(Topics.MESSAGES, phone, record);

    eventuallyOneMore(known, "message", "duplicate");
    eventuallyOneMore(inserted, "message", "inserted");
  }

  @Test
  void anEchoIsCountedAsMergedIntoItsSend() {
    String phone = Changes.phone();
    String wamid = Changes.unique("wamid.");
    byte[] sent = Changes.sendResult(UUID.randomUUID(), SendOutcome.SENT, wamid, phone);
    List<Double> inserted = persisted("message", "inserted");
    double merged = persisted("message", "merged").getFirst();
    List<Double> known = persisted("message", "duplicate");

    service.kafka.produce(Topics.OUTBOUND_RESULTS, phone, sent);
    eventuallyOneMore(inserted, "message", "inserted");
    service.kafka.produce(Topics.MESSAGES, phone, Changes.echo(Changes.echoed(wamid, phone)));

    await()
        .untilAsserted(
            () -> assertThat(persisted("message", "merged").getFirst()).isEqualTo(merged + 1));
    assertThat(persisted("message", "duplicate").getFirst()).isEqualTo(known.getFirst());
    assertThat(persisted("message", "inserted").getFirst()).isEqualTo(inserted.getFirst() + 1);
  }

  @Test
  void aStatusThatComesAfterAHigherOneIsCountedAsLate() {
    String wamid = Changes.unique("wamid.");
    List<Double> late = late("delivered");
    List<Double> statuses = persisted("status", "inserted");

    service.kafka.produce(Topics.STATUSES, wamid, Changes.status(wamid, "read", 30, ""));
    eventuallyOneMore(statuses, "status", "inserted");
    service.kafka.produce(Topics.STATUSES, wamid, Changes.status(wamid, "delivered", 20, ""));

    await().untilAsserted(() -> assertThat(late("delivered")).isEqualTo(plusOne(late)));
  }

  private void eventuallyOneMore(List<Double> before, String entity, String outcome) {
    await().untilAsserted(() -> assertThat(persisted(entity, outcome)).isEqualTo(plusOne(before)));
  }

  private static List<Double> plusOne(List<Double> counts) {
    return counts.stream().map(count -> count + 1).toList();
  }

  private List<Double> persisted(String entity, String outcome) {
    String name = "whatsapp.persist";
    return STORES.stream()
        .map(it -> service.count(name, "store", it, "entity", entity, "outcome", outcome))
        .toList();
  }

  private List<Double> late(String status) {
    String name = "whatsapp.status.stale.ignored";
    return STORES.stream().map(it -> service.count(name, "store", it, "status", status)).toList();
  }
}
