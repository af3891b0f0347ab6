package com.livemargs.whatsapp.simulator.control;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.core.JacksonException;

/** Says what is wrong with a request to the control API, as RFC 9457 problems. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class Problems {

  @ExceptionHandler
  ProblemDetail unreadable(JacksonException e) {
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.BAD_REQUEST,
        "The body does not fit: " + e.getOriginalMessage() + ". The README lists the members.");
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> explained(ResponseStatusException e) {
    ProblemDetail problem = e.getBody();
    if (problem.getDetail() == null && e.getStatusCode().value() == 404) {
      problem.setDetail(
          "Nothing lives under this path: the Graph side starts with /v26.0/, the control API with"
              + " /simulator/; the README lists both.");
    }
    return ResponseEntity.status(e.getStatusCode()).headers(e.getHeaders()).body(problem);
  }
}
