package com.livemargs.whatsapp.media.serve;

import com.livemargs.whatsapp.events.kafka.FailureClassifier;
import com.livemargs.whatsapp.events.media.MediaUrls;
import com.livemargs.whatsapp.events.problem.Problem;
import com.livemargs.whatsapp.media.file.FileName;
import com.livemargs.whatsapp.media.file.MediaDirectory;
import com.livemargs.whatsapp.media.file.StoredFile;
import com.livemargs.whatsapp.media.file.StoredFiles;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Files over HTTP: always a download, never a page, whatever they hold. Ranges, {@code HEAD} and
 * conditional requests are Spring's, by the resource and the ETag.
 */
@RestController
final class UploadsController {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final StoredFiles files;
  private final MediaDirectory directory;
  private final FileAccess access;

  UploadsController(StoredFiles files, MediaDirectory directory, FileAccess access) {
    this.files = files;
    this.directory = directory;
    this.access = access;
  }

  /** One file, or a part of it. */
  @GetMapping(MediaUrls.PATH + "{file}")
  Mono<ResponseEntity<Resource>> file(@PathVariable String file, ServerHttpRequest request) {
    access.require(request, file);
    return Mono.justOrEmpty(FileName.parse(file))
        .flatMap(files::find)
        .timeout(PATIENCE)
        .publishOn(Schedulers.boundedElastic())
        .flatMap(
            stored ->
                Mono.justOrEmpty(directory.find(stored.name()))
                    .map(FileSystemResource::new)
                    .doOnNext(bytes -> requireSatisfiable(request, bytes, stored.size()))
                    .map(bytes -> answer(stored, bytes)))
        .switchIfEmpty(Mono.error(UploadsController::unknown))
        .onErrorMap(FailureClassifier::isOutage, away -> notNow());
  }

  // Spring, which cuts the parts out, would refuse without a word.
  private static void requireSatisfiable(ServerHttpRequest request, Resource bytes, long size) {
    try {
      HttpRange.toResourceRegions(request.getHeaders().getRange(), bytes);
    } catch (IllegalArgumentException outside) {
      Problem problem =
          Problem.of(
              HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
              "No such range",
              "Range names no part of this file, which has %d bytes. Ask for bytes=0-, or without Range."
                  .formatted(size));
      problem.getHeaders().set(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
      throw problem;
    }
  }

  private static ResponseEntity<Resource> answer(StoredFile file, Resource bytes) {
    String name = DownloadName.of(file.originalName(), file.name().value());
    return ResponseEntity.ok()
        .eTag(file.sha256())
        .contentType(MediaType.parseMediaType(file.mimeType()))
        .cacheControl(CacheControl.noStore().cachePrivate())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(name, StandardCharsets.UTF_8)
                .build()
                .toString())
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", "sandbox; default-src 'none'")
        .header("Cross-Origin-Resource-Policy", "same-site")
        .header("Referrer-Policy", "no-referrer")
        .body(bytes);
  }

  private static Problem notNow() {
    return Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "Not now",
            "The service cannot look files up because PostgreSQL does not answer. Try again in a moment.")
        .retryAfter(5);
  }

  private static Problem unknown() {
    return Problem.of(
        HttpStatus.NOT_FOUND,
        "No such file",
        "No file is stored under this name, or it has expired. Take mediaUrl from the message as it is.");
  }
}
