package com.livemargs.whatsapp.simulator.media;

import com.livemargs.whatsapp.simulator.graph.GraphAccess;
import com.livemargs.whatsapp.simulator.graph.GraphError;
import com.livemargs.whatsapp.simulator.graph.GraphErrors;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;

/** Upload, look-up and deletion of files. */
@RestController
@RequestMapping("/{version:v\\d+\\.\\d+}")
class MediaController {

  private final GraphAccess access;
  private final MediaShelf shelf;
  private final MediaUpload upload;
  private final MediaLookUp lookUp;
  private final MediaAnswers answers;

  MediaController(
      GraphAccess access,
      MediaShelf shelf,
      MediaUpload upload,
      MediaLookUp lookUp,
      MediaAnswers answers) {
    this.access = access;
    this.shelf = shelf;
    this.upload = upload;
    this.lookUp = lookUp;
    this.answers = answers;
  }

  @PostMapping("/{number}/media")
  Mono<Void> upload(
      @PathVariable String number,
      @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String token,
      ServerWebExchange exchange) {
    Optional<GraphError> shut = access.refusal(token, "post", number);
    return shut.isPresent()
        ? answers.error(exchange, shut.get(), null)
        : upload.take(exchange).flatMap(result -> answers.result(exchange, result));
  }

  @GetMapping("/{id}")
  Mono<Void> show(
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String token,
      ServerWebExchange exchange) {
    Optional<GraphError> shut = access.refusal(token);
    return shut.isPresent()
        ? answers.error(exchange, shut.get(), null)
        : lookUp.answer(exchange, id);
  }

  @DeleteMapping("/{id}")
  Mono<Void> delete(
      @PathVariable String id,
      @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String token,
      ServerWebExchange exchange) {
    Optional<GraphError> shut = access.refusal(token);
    if (shut.isPresent()) {
      return answers.error(exchange, shut.get(), null);
    }
    return shelf.delete(id)
        ? answers.json(exchange, JsonNodeFactory.instance.objectNode().put("success", true), null)
        : answers.error(exchange, GraphErrors.unknownObject("delete", id), null);
  }
}
