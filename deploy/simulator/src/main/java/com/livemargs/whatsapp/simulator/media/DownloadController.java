package com.livemargs.whatsapp.simulator.media;

import com.livemargs.whatsapp.simulator.fault.FaultQueue;
import com.livemargs.whatsapp.simulator.fault.MediaFault;
import com.livemargs.whatsapp.simulator.graph.GraphAccess;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Gives out files under their short-lived URLs, to who carries the token. */
@RestController
class DownloadController {

  private final GraphAccess access;
  private final MediaShelf shelf;
  private final MediaUrls urls;
  private final FaultQueue<MediaFault> faults;
  private final FileBodies bodies;

  DownloadController(
      GraphAccess access,
      MediaShelf shelf,
      MediaUrls urls,
      FaultQueue<MediaFault> faults,
      FileBodies bodies) {
    this.access = access;
    this.shelf = shelf;
    this.urls = urls;
    this.faults = faults;
    this.bodies = bodies;
  }

  @GetMapping(MediaUrls.PATH)
  Mono<Void> download(
      @RequestParam String mid,
      @RequestParam long ext,
      @RequestParam String hash,
      @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String token,
      ServerWebExchange exchange) {
    if (access.refusal(token).isPresent()) {
      return bodies.missing(exchange, 401, null);
    }
    Optional<Media> media = urls.isValid(mid, ext, hash) ? shelf.find(mid) : Optional.empty();
    if (media.isEmpty()) {
      return bodies.missing(exchange, 404, null);
    }
    return faults
        .next(mid, fault -> !fault.kind().atLookUp())
        .map(fault -> bodies.spoiled(exchange, media.get(), fault))
        .orElseGet(() -> bodies.whole(exchange, media.get()));
  }
}
