package com.livemargs.whatsapp.media.job;

import com.livemargs.whatsapp.events.EventHeaders;
import com.livemargs.whatsapp.events.MessageIds;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.kafka.EventPublisher;
import com.livemargs.whatsapp.events.media.MediaEvent;
import com.livemargs.whatsapp.events.media.MediaUrls;
import com.livemargs.whatsapp.media.file.FileSettings;
import com.livemargs.whatsapp.media.file.StoredFile;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Says on {@code whatsapp.media} what became of files. Saying it again does no harm. */
@Component
final class MediaAnnouncer {

  private static final String SOURCE = "/whatsapp/media-fetcher";

  private final EventPublisher publisher;
  private final String publicUrl;

  MediaAnnouncer(EventPublisher publisher, FileSettings settings) {
    this.publisher = publisher;
    this.publicUrl = settings.publicUrl();
  }

  /** The file is on disk. */
  Mono<Void> stored(Conversation of, StoredFile file) {
    MediaEvent event =
        new MediaEvent.Stored(
            of.whatsappMessageId(),
            MessageIds.ofWamid(of.whatsappMessageId()),
            of.phoneNumberId(),
            of.phoneNumber(),
            of.customerId(),
            of.groupId(),
            publicUrl + MediaUrls.PATH + file.name().value(),
            file.originalName(),
            file.size(),
            file.mimeType(),
            file.sha256(),
            Instant.now().toEpochMilli(),
            of.history());
    return publisher.publish(List.of(record(of, "stored", event)));
  }

  /** The files of these messages will not come. */
  Mono<Void> unavailable(Collection<Conversation> messages, Reason reason) {
    return publisher.publish(messages.stream().map(of -> record(of, reason)).toList());
  }

  private static ProducerRecord<String, byte[]> record(Conversation of, Reason reason) {
    MediaEvent event =
        new MediaEvent.Unavailable(
            of.whatsappMessageId(),
            MessageIds.ofWamid(of.whatsappMessageId()),
            of.phoneNumberId(),
            of.phoneNumber(),
            of.customerId(),
            of.groupId(),
            reason.wire(),
            Instant.now().toEpochMilli(),
            of.history());
    return record(of, "unavailable", event);
  }

  private static ProducerRecord<String, byte[]> record(
      Conversation of, String what, MediaEvent event) {
    return new ProducerRecord<>(
        Topics.MEDIA,
        null,
        of.key(),
        event.toJson(),
        EventHeaders.of(
            of.whatsappMessageId() + "/media/" + what,
            "whatsapp.media." + what,
            SOURCE,
            of.key(),
            Instant.ofEpochMilli(event.timestamp()),
            of.traceparent()));
  }
}
