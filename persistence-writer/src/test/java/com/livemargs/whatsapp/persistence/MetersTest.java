package com.livemargs.whatsapp.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.Topics;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store says of what it was given. */
class MetersTest {

  private final Service service = Service.shared();

  @ParameterizedTest
  @ValueSource(strings = {"postgresql", "mongodb"})
  void whatIsNewAndWhatWasThereAlreadyIsCountedApart(String store) {
    String phone = Changes.phone();
    byte[] record = Changes.text(Changes.unique("wamid."), phone, 1780300837, "counted");
    double inserted = persisted(store, "message", "inserted");
    double known = persisted(store, "message", "duplicate");

    service.kafka.produce(Topics.MESSAGES, phone, record);
    eventually(() -> assertThat(persisted(store, "message", "inserted")).isEqualTo(inserted + 1));
    service.kafka.produce(Topics.MESSAGES, phone, record);

    eventually(() -> assertThat(persisted(store, "message", "duplicate")).isEqualTo(known + 1));
    assertThat(persisted(store, "message", "inserted")).isEqualTo(inserted + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgresql", "mongodb"})
  void aStatusThatComesAfterAHigherOneIsCountedAsLate(String store) {
    String wamid = Changes.unique("wamid.");
    double late = late(store, "delivered");
    double statuses = persisted(store, "status", "inserted");

    service.kafka.produce(Topics.STATUSES, wamid, Changes.status(wamid, "read", 30, ""));
    eventually(() -> assertThat(persisted(store, "status", "inserted")).isEqualTo(statuses + 1));
    service.kafka.produce(Topics.STATUSES, wamid, Changes.status(wamid, "delivered", 20, ""));

    eventually(() -> assertThat(late(store, "delivered")).isEqualTo(late + 1));
  }

  private double persisted(String store, String entity, String outcome) {
    return service.count("whatsapp.persist", "store", store, "entity", entity, "outcome", outcome);
  }

  private double late(String store, String status) {
    return service.count("whatsapp.status.stale.ignored", "store", store, "status", status);
  }

  private static void eventually(ThrowingRunnable claim) {
    await().untilAsserted(claim);
  }
}
