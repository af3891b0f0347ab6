package com.livemargs.whatsapp.simulator.ledger;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/** Writes down each request to the Graph side, with what was answered. */
@Component
public class RequestLog {

  private final Ledger ledger;
  private final Clock clock;

  RequestLog(Ledger ledger, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * What was special about it.
   *
   * @param code Meta's error code that was answered
   * @param fault the fault that was played
   * @param wamid of the message that was accepted
   * @param body the request's text
   */
  public record Note(
      @Nullable Integer code,
      @Nullable String details,
      @Nullable String fault,
      @Nullable String wamid,
      @Nullable String body) {

    /** Nothing special, or a fault. */
    public static Note of(@Nullable String fault) {
      return new Note(null, null, fault, null, null);
    }
  }

  /** The book that is open now. */
  public Book book() {
    return ledger.book();
  }

  /** Adds a line; a status of null means that there was no answer. */
  public void add(ServerHttpRequest request, @Nullable Integer status, Note note) {
    add(book(), request, status, note);
  }

  /** The same, in the book that was open when the request came. */
  public void add(Book book, ServerHttpRequest request, @Nullable Integer status, Note note) {
    book.add(
        new SeenRequest(
            clock.instant(),
            request.getMethod().name(),
            request.getPath().value(),
            status,
            note.code(),
            note.details(),
            note.fault(),
            note.wamid(),
            note.body()));
  }
}
