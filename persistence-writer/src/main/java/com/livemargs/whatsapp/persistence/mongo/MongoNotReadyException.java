package com.livemargs.whatsapp.persistence.mongo;

/** The collections are not as they must be before anything is stored; the cause says why. */
final class MongoNotReadyException extends RuntimeException {

  MongoNotReadyException(Throwable cause) {
    super("MongoDB's indexes are not there yet", cause);
  }
}
