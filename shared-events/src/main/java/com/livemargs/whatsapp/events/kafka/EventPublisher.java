package com.livemargs.whatsapp.events.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.springframework.beans.factory.DisposableBean;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Publishes for workers: patient (30 s) where the webhook's door is not. {@code send} may block for
 * metadata, so it never runs on an event loop.
 */
public final class EventPublisher implements DisposableBean {

  private static final long CLOSE_SECONDS = 5;

  private static final Map<String, Object> PATIENT =
      Map.of(
          ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000,
          ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000,
          ProducerConfig.LINGER_MS_CONFIG, 2);

  private final KafkaClients clients;
  private final LastingProducer producer;
  private final MeterRegistry meters;

  EventPublisher(KafkaClients clients, MeterRegistry meters) {
    this.clients = clients;
    this.meters = meters;
    producer = clients.lastingProducer(PATIENT);
  }

  /** Publishes all of them; completes once each is acknowledged, fails when one is not. */
  public Mono<Void> publish(Collection<ProducerRecord<String, byte[]>> records) {
    return records.isEmpty() ? Mono.empty() : Mono.defer(() -> publish(records, producer.get()));
  }

  // What a producer did not send before it was replaced failed for want of a login, not because of
  // the records.
  private Mono<Void> publish(
      Collection<ProducerRecord<String, byte[]>> records, Producer<String, byte[]> by) {
    return Mono.fromCallable(() -> sendAll(records, by))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(Mono::fromFuture)
        .onErrorMap(
            failure -> by != producer.get(),
            failure -> new AuthenticationException("the login was refused", failure));
  }

  /**
   * Publishes one record that is larger, before it is compressed, than ours may be: somebody else's
   * that comes back. It gets a producer of its own, because what we write is to stay small.
   */
  public Mono<Void> publishLarge(ProducerRecord<String, byte[]> record) {
    return Mono.<Void>fromRunnable(() -> sendAlone(record))
        .subscribeOn(Schedulers.boundedElastic());
  }

  private void sendAlone(ProducerRecord<String, byte[]> record) {
    int value = record.value() == null ? 0 : record.value().length;
    int room = value + TopicSettings.MAX_DEAD_LETTER_BYTES;
    Map<String, Object> roomy = new HashMap<>(PATIENT);
    roomy.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, room);
    roomy.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) room);
    try (Producer<String, byte[]> alone = clients.producer(roomy)) {
      send(alone, record).join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof KafkaException known ? known : failed;
    }
  }

  private CompletableFuture<Void> sendAll(
      Collection<ProducerRecord<String, byte[]>> records, Producer<String, byte[]> by) {
    List<CompletableFuture<Void>> sent = records.stream().map(record -> send(by, record)).toList();
    return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new));
  }

  private CompletableFuture<Void> send(
      Producer<String, byte[]> by, ProducerRecord<String, byte[]> record) {
    CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    by.send(
        record,
        (metadata, failure) -> {
          count(record.topic(), failure == null ? "acknowledged" : "failed");
          if (failure == null) {
            acknowledged.complete(null);
          } else {
            acknowledged.completeExceptionally(failure);
          }
        });
    return acknowledged;
  }

  private void count(String topic, String outcome) {
    meters.counter("whatsapp.publish", "topic", topic, "outcome", outcome).increment();
  }

  @Override
  public void destroy() {
    producer.close(java.time.Duration.of(CLOSE_SECONDS, TimeUnit.SECONDS.toChronoUnit()));
  }
}
