package com.livemargs.whatsapp.simulator.media;

import com.livemargs.whatsapp.simulator.wire.MultipartForm;
import java.time.Duration;
import java.util.Map;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Puts files under wished ids, for payloads that name them; and waits where redirects lead. */
@RestController
class MediaControlController {

  private static final Duration LIFETIME = Duration.ofDays(30);

  private final MediaShelf shelf;
  private final MediaAnswers answers;

  MediaControlController(MediaShelf shelf, MediaAnswers answers) {
    this.shelf = shelf;
    this.answers = answers;
  }

  @PutMapping("/simulator/media/{id}")
  Mono<Map<String, Object>> put(@PathVariable String id, ServerWebExchange exchange) {
    MediaType type = exchange.getRequest().getHeaders().getContentType();
    String mimeType = type == null ? "application/octet-stream" : type.toString();
    return DataBufferUtils.join(exchange.getRequest().getBody())
        .map(MultipartForm::bytes)
        .defaultIfEmpty(new byte[0])
        .publishOn(Schedulers.boundedElastic())
        .map(bytes -> shelf.put(id, bytes, mimeType, null, LIFETIME))
        .map(m -> Map.of("id", m.id(), "sha256", m.sha256(), "bytes", m.size()));
  }

  // Whoever comes here followed a redirect; the ledger of requests tells, with or without the
  // token.
  @GetMapping("/simulator/trap")
  Mono<Void> trap(ServerWebExchange exchange) {
    boolean token = exchange.getRequest().getHeaders().containsHeader("Authorization");
    return answers.caught(exchange, token ? "redirect followed with token" : "redirect followed");
  }
}
