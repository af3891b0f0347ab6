package com.livemargs.whatsapp.events.problem;

import com.livemargs.whatsapp.events.json.Json;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.StringUtils;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** Turns every failure of an exchange into a problem, unknown paths and our own faults included. */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class ProblemHandler implements WebExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
    return write(exchange.getResponse(), failure);
  }

  /** Answers with what a failure says, where there is no exchange; fails once it has begun. */
  public Mono<Void> write(ServerHttpResponse response, Throwable failure) {
    if (response.isCommitted()) {
      log.atWarn()
          .addKeyValue("failure", failure.getClass().getSimpleName())
          .log("An answer broke off after its beginning");
      return Mono.error(failure);
    }
    ErrorResponse error = response(failure);
    response.setStatusCode(error.getStatusCode());
    error.getHeaders().forEach((name, values) -> response.getHeaders().put(name, values));
    response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    byte[] body = Json.MAPPER.writeValueAsBytes(ProblemBody.of(error.getBody()));
    DataBuffer buffer = response.bufferFactory().wrap(body);
    return response.writeWith(Mono.just(buffer));
  }

  private static ErrorResponse response(Throwable failure) {
    if (failure instanceof ErrorResponse error) {
      return explained(error);
    }
    if (failure instanceof DataBufferLimitException) {
      return Problem.of(
          HttpStatus.CONTENT_TOO_LARGE,
          "Body too large",
          "The body is larger than this path takes. Send less.");
    }
    if (failure instanceof TimeoutException) {
      return Problem.of(
              HttpStatus.SERVICE_UNAVAILABLE,
              "Not in time",
              "A store or broker did not answer in time. Try again in a moment.")
          .retryAfter(5);
    }
    log.atError()
        .addKeyValue("failure", failure.getClass().getName())
        .setCause(Wordless.of(failure))
        .log("A request failed unexpectedly");
    return Problem.of(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "Internal error",
        "The fault is ours and is in the service's log. Try again; if it stays, tell whoever runs the service.");
  }

  // Spring's own words name the problem but seldom the fix.
  private static ErrorResponse explained(ErrorResponse error) {
    HttpStatusCode status = error.getStatusCode();
    ProblemDetail body = error.getBody();
    if (status.value() == HttpStatus.NOT_FOUND.value() && !(error instanceof Problem)) {
      body.setDetail(
          "Nothing is served at this path. See /v3/api-docs or the documentation for the paths that are.");
    } else if (error instanceof MethodNotAllowedException wrong) {
      String taken = StringUtils.collectionToDelimitedString(wrong.getSupportedMethods(), ", ");
      body.setDetail("This path takes " + taken + ". Send one of these methods.");
    } else if (body.getDetail() == null) {
      body.setDetail(
          "The request was refused: " + body.getTitle() + ". See the documentation of this path.");
    }
    return error;
  }
}
