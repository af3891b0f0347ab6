package com.livemargs.whatsapp.persistence.read;

import com.livemargs.whatsapp.events.access.Access;
import com.livemargs.whatsapp.events.access.Caller;
import com.livemargs.whatsapp.events.access.Scope;
import com.livemargs.whatsapp.events.media.MediaUrls;
import com.livemargs.whatsapp.events.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * {@code GET /whatsapp/messages/{phone or id}}: the last messages of one conversation, newest last.
 * PostgreSQL answers; when it does not in time, MongoDB.
 */
public final class MessagesHandler {

  private static final Logger log = LoggerFactory.getLogger(MessagesHandler.class);
  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration SECOND = Duration.ofSeconds(4);

  private final Access access;
  private final Reading postgres;
  private final Reading mongo;
  private final @Nullable String mediaSecret;

  /**
   * The handler.
   *
   * @param mediaSecret signs links to files for those who ask with a join token, or null
   */
  public MessagesHandler(
      Access access, Conversations postgres, Conversations mongo, @Nullable String mediaSecret) {
    this.access = access;
    this.postgres = new Reading(postgres);
    this.mongo = new Reading(mongo);
    this.mediaSecret = mediaSecret;
  }

  /** Its one path. */
  public RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route().GET("/whatsapp/messages/{customer}", this::messages).build();
  }

  private Mono<ServerResponse> messages(ServerRequest request) {
    Caller caller = access.caller(request.headers().asHttpHeaders(), Scope.READ);
    Question question = Question.of(request, caller);
    return answer(question)
        .map(lines -> lines.stream().map(line -> shown(line, caller).members()).toList())
        .flatMap(
            body -> ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(body));
  }

  private Mono<List<Line>> answer(Question question) {
    return postgres
        .answer(question)
        .timeout(FIRST)
        .onErrorResume(
            failure -> !(failure instanceof Problem), failure -> other(question, failure))
        .onErrorMap(failure -> !(failure instanceof Problem), MessagesHandler::bothAway);
  }

  private Mono<List<Line>> other(Question question, Throwable failure) {
    log.atWarn()
        .addKeyValue("failure", failure.getClass().getSimpleName())
        .log("PostgreSQL does not answer a reader; MongoDB does");
    return mongo.answer(question).timeout(SECOND);
  }

  private static Problem bothAway(Throwable failure) {
    return Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "Stores away",
            "Neither PostgreSQL nor MongoDB answers. Try again in a moment; if it stays, look at both.")
        .retryAfter(5);
  }

  private Line shown(Line line, Caller caller) {
    return switch (caller) {
      case Caller.KeyHolder holder -> line;
      case Caller.Participant participant -> line.forBrowser(this::signed);
    };
  }

  private String signed(String url) {
    return mediaSecret == null
        ? url
        : MediaUrls.sign(url, Instant.now().plus(MediaUrls.LIFETIME), mediaSecret);
  }
}
