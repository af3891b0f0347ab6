package com.livemargs.whatsapp.media.fetch;

import com.livemargs.whatsapp.media.file.IncomingFile;
import com.livemargs.whatsapp.media.file.MediaDirectory;
import com.livemargs.whatsapp.media.file.StoredFiles;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * One try for one file: a fresh address, the bytes, the judgement, and only then a place under its
 * own name. Nothing of a try that fails stays behind.
 */
@Component
public final class MediaFetcher {

  private final GraphLookup lookup;
  private final Download download;
  private final StoredFiles files;
  private final MediaDirectory directory;
  private final GraphSettings settings;

  MediaFetcher(
      GraphLookup lookup,
      Download download,
      StoredFiles files,
      MediaDirectory directory,
      GraphSettings settings) {
    this.lookup = lookup;
    this.download = download;
    this.files = files;
    this.directory = directory;
    this.settings = settings;
  }

  /** Tries; whatever goes wrong is an outcome, never an error. */
  public Mono<FetchOutcome> fetch(WantedMedia wanted) {
    return receive(wanted).onErrorResume(failure -> Mono.just(outcome(failure)));
  }

  // Meta's address may have died between look-up and download: one fresh one belongs to this try.
  private Mono<FetchOutcome> receive(WantedMedia wanted) {
    Mono<FetchOutcome> once = lookup.find(wanted).flatMap(at -> transfer(wanted, at));
    return once.onErrorResume(FetchException.UrlExpired.class, expired -> once);
  }

  private Mono<FetchOutcome> transfer(WantedMedia wanted, MediaLocation at) {
    long limit = settings.limit(wanted.reference().kind());
    if (at.size() > limit) {
      return Mono.just(new FetchOutcome.TooLarge());
    }
    long needed = Math.max(0, at.size());
    return MediaDirectory.step(() -> directory.room() >= needed)
        .flatMap(
            room ->
                room
                    ? Mono.usingWhen(
                        files.open(), file -> transfer(wanted, at, file, limit), files::close)
                    : Mono.just(new FetchOutcome.DiskFull(needed)));
  }

  private Mono<FetchOutcome> transfer(
      WantedMedia wanted, MediaLocation at, IncomingFile file, long limit) {
    return download
        .transfer(at.url(), file, bounds(limit))
        .then(judge(wanted, at, file))
        .onErrorResume(
            FetchException.ReserveTouched.class,
            full -> Mono.just(new FetchOutcome.DiskFull(Math.max(at.size(), file.size()))));
  }

  private Download.Bounds bounds(long limit) {
    return new Download.Bounds(limit, () -> directory.room() < 0);
  }

  private Mono<FetchOutcome> judge(WantedMedia wanted, MediaLocation at, IncomingFile file) {
    return MediaDirectory.step(file::seal).flatMap(sha256 -> decide(wanted, at, file, sha256));
  }

  private Mono<FetchOutcome> decide(
      WantedMedia wanted, MediaLocation at, IncomingFile file, byte[] sha256) {
    List<byte[]> announced =
        Stream.of(Sha256.decode(wanted.sha256()), Sha256.decode(at.sha256()))
            .flatMap(Optional::stream)
            .toList();
    boolean right = announced.stream().allMatch(hash -> MessageDigest.isEqual(hash, sha256));
    // A hash says all; a length only helps where there is none.
    if (announced.isEmpty() && at.size() >= 0 && file.size() != at.size()) {
      return Mono.error(new FetchException("the body has another length than announced"));
    }
    return right
        ? files.keep(file, sha256, wanted.reference()).map(FetchOutcome.Stored::new)
        : Mono.just(new FetchOutcome.WrongHash());
  }

  private static FetchOutcome outcome(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FetchException.Away away) {
        return new FetchOutcome.Away(away.outage(), String.valueOf(away.getMessage()));
      }
      if (cause instanceof FetchException.TooLarge) {
        return new FetchOutcome.TooLarge();
      }
      if (cause instanceof FetchException.HostRefused) {
        return new FetchOutcome.HostRefused();
      }
      if (cause instanceof MediaDirectory.Refusal) {
        return new FetchOutcome.WriteRefused();
      }
    }
    String detail = failure instanceof FetchException own ? ": " + own.getMessage() : "";
    return new FetchOutcome.Failed(failure.getClass().getSimpleName() + detail);
  }
}
