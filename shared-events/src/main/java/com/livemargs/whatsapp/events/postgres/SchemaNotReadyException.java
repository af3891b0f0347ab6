package com.livemargs.whatsapp.events.postgres;

/** The schema could not be migrated yet, mostly because PostgreSQL is away: try again. */
public final class SchemaNotReadyException extends RuntimeException {

  SchemaNotReadyException(Throwable cause) {
    super("PostgreSQL did not take the migrations yet", cause);
  }
}
