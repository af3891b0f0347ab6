package com.livemargs.whatsapp.simulator.control;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.reactive.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;

/** Says what is wrong with a request to the control API, as RFC 9457 problems. */
@RestControllerAdvice
class Problems {

  @ExceptionHandler
  ProblemDetail unreadable(JacksonException e) {
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.BAD_REQUEST,
        "The body does not fit: " + e.getOriginalMessage() + ". The README lists the members.");
  }

  @ExceptionHandler
  ProblemDetail unknownPath(NoResourceFoundException e) {
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.NOT_FOUND,
        "Nothing lives under this path: the Graph side starts with /v26.0/, the control API with"
            + " /simulator/; the README lists both.");
  }
}
