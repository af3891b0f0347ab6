package com.livemargs.whatsapp.media.job;

import com.livemargs.whatsapp.events.EventHeaders;
import com.livemargs.whatsapp.events.crash.CrashPoint;
import com.livemargs.whatsapp.events.kafka.BatchHandler;
import com.livemargs.whatsapp.events.meta.Content;
import com.livemargs.whatsapp.events.meta.MessageReader;
import com.livemargs.whatsapp.events.meta.WhatsAppMessage;
import com.livemargs.whatsapp.media.fetch.WantedMedia;
import com.livemargs.whatsapp.media.file.Reference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Makes a job of every message that holds a file. Fetching is none of its business: offsets move on
 * as soon as the jobs are in the database.
 */
@Component
public final class MediaIntake implements BatchHandler {

  private final MediaJobs jobs;
  private final MediaAnnouncer announcer;
  private final JobDispatcher dispatcher;
  private final FetchMeters meters;

  MediaIntake(
      MediaJobs jobs, MediaAnnouncer announcer, JobDispatcher dispatcher, FetchMeters meters) {
    this.jobs = jobs;
    this.announcer = announcer;
    this.dispatcher = dispatcher;
    this.meters = meters;
  }

  @Override
  public Mono<Void> handle(List<ConsumerRecord<String, byte[]>> batch) {
    return Mono.defer(() -> take(Files.in(batch)));
  }

  private Mono<Void> take(Files files) {
    if (files.isEmpty()) {
      return Mono.empty();
    }
    // What an outage of the database brings again is not announced again.
    return jobs.add(files.wanted())
        .doOnSuccess(added -> CrashPoint.MEDIA_TAKEN_IN.reached())
        .doOnSuccess(added -> dispatcher.wake())
        .then(Mono.defer(() -> announcer.unavailable(files.missing(), Reason.MISSING)))
        .doOnSuccess(told -> meters.unavailable(Reason.MISSING, files.missing().size()));
  }

  /** What a batch asks for: files to fetch, and those that Meta has none of. */
  private record Files(List<JobRow> wanted, List<Conversation> missing) {

    static Files in(List<ConsumerRecord<String, byte[]>> batch) {
      Files files = new Files(new ArrayList<>(), new ArrayList<>());
      batch.stream().filter(record -> record.value() != null).forEach(files::take);
      return files;
    }

    boolean isEmpty() {
      return wanted.isEmpty() && missing.isEmpty();
    }

    private void take(ConsumerRecord<String, byte[]> record) {
      Instant received = Instant.ofEpochMilli(record.timestamp());
      WhatsAppMessage message = MessageReader.read(record.value(), received);
      if (message.content() instanceof Content.Media media) {
        String trace = EventHeaders.text(record.headers(), EventHeaders.TRACEPARENT);
        add(Conversation.of(message, trace), media);
      }
    }

    private void add(Conversation conversation, Content.Media media) {
      String id = media.id();
      if (id == null) {
        missing.add(conversation);
        return;
      }
      Reference reference =
          new Reference(
              conversation.whatsappMessageId(),
              id,
              media.kind(),
              media.mimeType(),
              media.fileName());
      wanted.add(
          JobRow.of(
              conversation,
              new WantedMedia(reference, conversation.phoneNumberId(), media.sha256())));
    }
  }
}
