package com.livemargs.whatsapp.ingress.publish;

import com.livemargs.whatsapp.events.crash.CrashPoint;
import com.livemargs.whatsapp.events.identity.IdentityLink;
import com.livemargs.whatsapp.ingress.split.Part;
import com.livemargs.whatsapp.ingress.split.Part.Kind;
import com.livemargs.whatsapp.ingress.split.Split;
import com.livemargs.whatsapp.ingress.split.Splitter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Publishes a signed body: its links and its parts, all of them acknowledged, or a failure within
 * the deadline. Work runs on threads of its own, because {@code send} may block; a caller that goes
 * away stops nothing.
 */
public final class WebhookPublisher {

  /** What became of a body that Kafka holds. */
  public enum Kept {
    STORED,
    /** Nothing of it could be routed. */
    QUARANTINED,
    /** It is not JSON at all. */
    NOT_JSON
  }

  /**
   * Who does the work, and until when.
   *
   * @param threads refuse when their queue is full
   * @param limit for all of a body
   */
  public record Work(Executor threads, Deadlines deadlines, Duration limit) {}

  private static final Logger log = LoggerFactory.getLogger(WebhookPublisher.class);

  private final Supplier<Producer<String, byte[]>> producer;
  private final Work work;
  private final Circuit circuit;
  private final LinkMemory memory;
  private final PublishMetrics metrics;

  /**
   * Takes its collaborators; the threads refuse when their queue is full.
   *
   * @param producer the one of now; all records of a body go by one
   */
  public WebhookPublisher(
      Supplier<Producer<String, byte[]>> producer,
      Work work,
      Circuit circuit,
      LinkMemory memory,
      PublishMetrics metrics) {
    this.producer = producer;
    this.work = work;
    this.circuit = circuit;
    this.memory = memory;
    this.metrics = metrics;
  }

  /**
   * Publishes everything that a body holds.
   *
   * @return fails when not all of it was acknowledged in time, at once when that is known before
   */
  public Mono<Kept> publish(byte[] body, String traceparent) {
    return Mono.fromFuture(() -> settled(start(body, traceparent)), true).flatMap(Settled::kept);
  }

  private CompletableFuture<Settled> settled(CompletableFuture<Kept> kept) {
    return work.deadlines().within(work.limit(), kept).handle(Settled::new);
  }

  /**
   * How a delivery ended. A failure is a value until somebody listens: one that comes after the
   * deadline, or after the caller has gone, was answered already and is nobody's error.
   */
  private record Settled(@Nullable Kept outcome, @Nullable Throwable failure) {

    Mono<Kept> kept() {
      return failure == null ? Mono.justOrEmpty(outcome) : Mono.error(cause(failure));
    }
  }

  private CompletableFuture<Kept> start(byte[] body, String traceparent) {
    if (circuit.refuses()) {
      return CompletableFuture.failedFuture(new TimeoutException("the broker is away"));
    }
    Instant received = Instant.ofEpochMilli(System.currentTimeMillis());
    return CompletableFuture.supplyAsync(() -> send(body, received, traceparent), work.threads())
        .thenCompose(kept -> kept);
  }

  private CompletableFuture<Kept> send(byte[] body, Instant received, String traceparent) {
    Split split = Splitter.split(body, received);
    List<IdentityLink> news = memory.news(split.links());
    List<Part> parts = new ArrayList<>(news.size() + split.parts().size());
    news.forEach(link -> parts.add(Part.of(link)));
    parts.addAll(split.parts());
    List<ProducerRecord<String, byte[]>> records =
        parts.stream().map(part -> part.record(received, traceparent)).toList();
    CrashPoint.INGRESS_BEFORE_PUBLISH.reached();
    return new Delivery(producer.get(), metrics, records.size())
        .send(records)
        .whenComplete((nothing, failure) -> settle(failure))
        .thenApply(nothing -> stored(split, news, parts));
  }

  private void settle(@Nullable Throwable failure) {
    Throwable cause = failure == null ? null : cause(failure);
    if (cause == null) {
      circuit.succeeded();
    } else if (cause instanceof RecordTooLargeException) {
      log.error(
          "A topic takes smaller records than 6 MiB, so a webhook had to be refused: raise its max.message.bytes");
    } else {
      circuit.failed();
    }
  }

  private static Throwable cause(Throwable failure) {
    Throwable inner = failure instanceof CompletionException ? failure.getCause() : null;
    return inner == null ? failure : inner;
  }

  private Kept stored(Split split, List<IdentityLink> news, List<Part> parts) {
    CrashPoint.INGRESS_PUBLISHED.reached();
    memory.published(news);
    metrics.stored(parts, Instant.now());
    if (!split.readable()) {
      return Kept.NOT_JSON;
    }
    boolean routed = split.parts().stream().anyMatch(part -> part.kind() != Kind.QUARANTINE);
    return routed ? Kept.STORED : Kept.QUARANTINED;
  }
}
