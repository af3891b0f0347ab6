package com.livemargs.whatsapp.simulator.media;

import com.livemargs.whatsapp.simulator.fault.FaultQueue;
import com.livemargs.whatsapp.simulator.fault.MediaFault;
import com.livemargs.whatsapp.simulator.fault.MediaFault.Kind;
import com.livemargs.whatsapp.simulator.graph.GraphErrors;
import com.livemargs.whatsapp.simulator.settings.SimulatorProperties;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Tells a fresh URL, type, length and hash of a file; or about the business number itself. */
@Component
class MediaLookUp {

  private final MediaShelf shelf;
  private final MediaUrls urls;
  private final FaultQueue<MediaFault> faults;
  private final MediaAnswers answers;
  private final SimulatorProperties settings;

  MediaLookUp(
      MediaShelf shelf,
      MediaUrls urls,
      FaultQueue<MediaFault> faults,
      MediaAnswers answers,
      SimulatorProperties settings) {
    this.shelf = shelf;
    this.urls = urls;
    this.faults = faults;
    this.answers = answers;
    this.settings = settings;
  }

  Mono<Void> answer(ServerWebExchange exchange, String id) {
    if (id.equals(settings.phoneNumberId())) {
      return answers.json(exchange, number(), null);
    }
    String number = exchange.getRequest().getQueryParams().getFirst("phone_number_id");
    boolean foreign = number != null && !number.equals(settings.phoneNumberId());
    Optional<Media> media = foreign ? Optional.empty() : shelf.find(id);
    if (media.isEmpty()) {
      return answers.error(exchange, GraphErrors.unknownObject("get", id), null);
    }
    MediaFault fault = faults.next(id, waiting -> waiting.kind().atLookUp()).orElse(null);
    return describe(exchange, media.get(), fault);
  }

  private Mono<Void> describe(ServerWebExchange exchange, Media media, @Nullable MediaFault fault) {
    if (fault != null && fault.kind() == Kind.LOOK_UP_NOT_FOUND) {
      return answers.error(exchange, GraphErrors.unknownObject("get", media.id()), fault);
    }
    if (fault != null && fault.kind() == Kind.LOOK_UP_ERROR) {
      return answers.page(exchange, fault.statusOr(500), fault);
    }
    boolean wrongLength = fault != null && fault.kind() == Kind.LOOK_UP_WRONG_LENGTH;
    boolean wrongHash = fault != null && fault.kind() == Kind.LOOK_UP_WRONG_HASH;
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("messaging_product", "whatsapp");
    answer.put("url", urls.inLookUp(address(exchange.getRequest()), media.id()));
    answer.put("mime_type", media.mimeType());
    answer.put("sha256", wrongHash ? "0".repeat(64) : media.sha256());
    answer.put("file_size", wrongLength ? media.size() + 7 : media.size());
    return answers.json(exchange, answer.put("id", media.id()), fault);
  }

  private ObjectNode number() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", settings.phoneNumberId())
        .put("display_phone_number", settings.displayPhoneNumber())
        .put("verified_name", "Simulated business")
        .put("quality_rating", "GREEN")
        .put("platform_type", "CLOUD_API");
  }

  private static String address(ServerHttpRequest request) {
    var uri = request.getURI();
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }
}
