package com.livemargs.whatsapp.persistence.mongo;

import com.livemargs.whatsapp.events.kafka.FailureClassifier;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.bulk.BulkWriteError;
import java.util.Set;
import org.bson.BSONException;
import org.bson.BsonMaximumSizeExceededException;

/**
 * Tells MongoDB's outages from documents that it will never take. What the driver says about
 * servers, sockets, pools and write concerns is an outage; what a server says about one document is
 * poison.
 */
public final class MongoFailures implements FailureClassifier {

  // Bad value, type mismatch, over depth, document or key too large, invalid field names.
  private static final Set<Integer> REFUSED =
      Set.of(2, 9, 14, 15, 22, 28, 40, 52, 54, 55, 57, 121, 10334, 10003, 17280, 17419, 17420);

  // Of the application's own making: retried a few times, then put aside.
  private static final Set<Integer> FAULTS = Set.of(59, 66, 67, 68, 85, 86, 11000, 238);

  @Override
  public Failure classify(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof MongoNotReadyException) {
        return Failure.OUTAGE;
      }
      if (cause instanceof BsonMaximumSizeExceededException || cause instanceof BSONException) {
        return Failure.POISON;
      }
      if (cause instanceof MongoBulkWriteException bulk) {
        return bulk(bulk);
      }
      if (cause instanceof MongoException mongo) {
        return byCode(mongo.getCode());
      }
    }
    return FailureClassifier.COMMON.classify(failure);
  }

  private static Failure bulk(MongoBulkWriteException bulk) {
    return bulk.getWriteErrors().stream()
        .map(BulkWriteError::getCode)
        .map(MongoFailures::byCode)
        .min(Enum::compareTo)
        .orElse(Failure.OUTAGE);
  }

  private static Failure byCode(int code) {
    if (REFUSED.contains(code)) {
      return Failure.POISON;
    }
    return FAULTS.contains(code) ? Failure.BUG : Failure.OUTAGE;
  }
}
