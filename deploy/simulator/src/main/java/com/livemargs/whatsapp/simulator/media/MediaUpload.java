package com.livemargs.whatsapp.simulator.media;

import com.livemargs.whatsapp.simulator.graph.GraphError;
import com.livemargs.whatsapp.simulator.graph.GraphErrors;
import com.livemargs.whatsapp.simulator.rules.MediaRules;
import com.livemargs.whatsapp.simulator.settings.SimulatorProperties;
import com.livemargs.whatsapp.simulator.wire.MultipartForm;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Takes files that a business uploads, by Meta's table of types and sizes. */
@Component
class MediaUpload {

  private static final Duration LIFETIME = Duration.ofDays(30);

  private final MediaShelf shelf;
  private final int mostBytes;

  MediaUpload(MediaShelf shelf, SimulatorProperties settings) {
    this.shelf = shelf;
    this.mostBytes = settings.limits().fileBytes();
  }

  /** What became of an upload. */
  sealed interface Result {}

  /** The file is on the shelf. */
  record Stored(JsonNode answer) implements Result {}

  /** It is not. */
  record Refused(GraphError error) implements Result {}

  Mono<Result> take(ServerWebExchange exchange) {
    return MultipartForm.read(exchange, mostBytes)
        .publishOn(Schedulers.boundedElastic())
        .map(this::judge)
        .onErrorReturn(
            IllegalArgumentException.class,
            new Refused(GraphErrors.of(100, "The parameter file is required.")));
  }

  private Result judge(MultipartForm form) {
    if (!"whatsapp".equals(form.field("messaging_product").orElse(""))) {
      return refused(100, "The parameter messaging_product is required and must be whatsapp.");
    }
    Optional<MultipartForm.File> file = form.file("file");
    if (file.isEmpty()) {
      return refused(100, "The parameter file is required.");
    }
    String type = file.get().mimeType().orElse(form.field("type").orElse(""));
    Optional<String> kind = MediaRules.kindOf(type);
    if (kind.isEmpty()) {
      return refused(131053, "Files of type " + type + " are not supported.");
    }
    byte[] content = file.get().content();
    if (content.length > MediaRules.limit(kind.get(), content)) {
      return refused(131053, "The file is larger than is allowed for " + kind.get() + ".");
    }
    Media stored = shelf.put(null, content, type, file.get().name(), LIFETIME);
    return new Stored(JsonNodeFactory.instance.objectNode().put("id", stored.id()));
  }

  private static Result refused(int code, String details) {
    return new Refused(GraphErrors.of(code, details));
  }
}
