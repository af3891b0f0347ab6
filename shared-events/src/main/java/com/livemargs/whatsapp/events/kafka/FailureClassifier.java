package com.livemargs.whatsapp.events.kafka;

import com.livemargs.whatsapp.events.json.NotJsonException;
import com.livemargs.whatsapp.events.meta.UnreadableItemException;
import com.livemargs.whatsapp.events.postgres.Schema;
import com.livemargs.whatsapp.events.postgres.SchemaNotReadyException;
import io.r2dbc.spi.R2dbcException;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import tools.jackson.core.JacksonException;

/** Tells what a failure asks for: wait for an outage to end, or put a record aside. */
@FunctionalInterface
public interface FailureClassifier {

  /** What a failure asks for. */
  enum Failure {
    /** Nothing is wrong with the record: wait and try again, for ever. */
    OUTAGE,
    /** No try will ever succeed: dead letter at once. */
    POISON,
    /** Unexpected: a few tries, then dead letter. */
    BUG
  }

  /** The rules that every service shares. */
  FailureClassifier COMMON = FailureClassifier::common;

  /** What this failure asks for. */
  Failure classify(Throwable failure);

  /** Whether the shared rules say to wait. */
  static boolean isOutage(Throwable failure) {
    return COMMON.classify(failure) == Failure.OUTAGE;
  }

  // A server's own word goes before what a wrapper around it makes of it.
  private static Failure common(Throwable failure) {
    if (chain(failure).anyMatch(FailureClassifier::isPoison)) {
      return Failure.POISON;
    }
    return chain(failure).anyMatch(FailureClassifier::meansOutage) ? Failure.OUTAGE : Failure.BUG;
  }

  private static Stream<Throwable> chain(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }

  private static boolean isPoison(Throwable cause) {
    return cause instanceof JacksonException
        || cause instanceof NotJsonException
        || cause instanceof UnreadableItemException
        || (cause instanceof R2dbcException sql && isPoison(sql.getSqlState()));
  }

  private static boolean meansOutage(Throwable cause) {
    return cause instanceof IOException
        || cause instanceof TimeoutException
        || cause instanceof RetriableException
        || cause instanceof AuthenticationException
        || cause instanceof AuthorizationException
        || cause instanceof TransientDataAccessException
        || cause instanceof DataAccessResourceFailureException
        || cause instanceof SchemaNotReadyException
        || (cause instanceof R2dbcException sql && meansOutage(sql.getSqlState()));
  }

  // 22 a value that no column takes, 54 one that is too large for an index.
  private static boolean isPoison(@Nullable String sqlState) {
    String sqlClass = sqlClass(sqlState);
    return sqlClass.equals("22") || sqlClass.equals("54");
  }

  // No SQLState: the driver or the pool speaks, not the server. 08 connection, 53 resources,
  // 55 lock, 57 operator, 58 system, 40 serialisation and deadlock, 25 read-only after a failover.
  // An operator's hand mends 28 (login), 3D (no such database), 42501 (permission) and 42P01 (no
  // such table), and no record is to blame.
  private static boolean meansOutage(@Nullable String sqlState) {
    return switch (sqlClass(sqlState)) {
      case "", "08", "25", "28", "3D", "40", "53", "55", "57", "58" -> true;
      default -> "42501".equals(sqlState) || Schema.MISSING_TABLE.equals(sqlState);
    };
  }

  private static String sqlClass(@Nullable String sqlState) {
    return sqlState == null || sqlState.length() < 2 ? "" : sqlState.substring(0, 2);
  }
}
