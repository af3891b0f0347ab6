package com.livemargs.whatsapp.livekit.server;

import org.jspecify.annotations.Nullable;

/**
 * LiveKit did not do as asked. Its answers are never kept: a 401 repeats the token, a room holds a
 * password.
 */
final class LiveKitFailure extends RuntimeException {

  /** What a failure asks for. */
  enum Kind {
    /** No node holds the room: make it again. */
    ROOM_GONE,
    /** The server does not answer, or asks for patience: try again. */
    UNAVAILABLE,
    /** No try will succeed: wrong key, wrong request. */
    REFUSED
  }

  private final Kind kind;

  private LiveKitFailure(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  static LiveKitFailure noAnswer(Throwable cause) {
    return new LiveKitFailure(Kind.UNAVAILABLE, "LiveKit does not answer", cause);
  }

  static LiveKitFailure status(int status) {
    Kind kind =
        status == 404 || status == 503
            ? Kind.ROOM_GONE
            : status == 429 || status >= 500 ? Kind.UNAVAILABLE : Kind.REFUSED;
    return new LiveKitFailure(kind, "LiveKit answered " + status, null);
  }

  /** The same where no room is expected yet, so that none can be gone. */
  LiveKitFailure whileCreating() {
    return kind == Kind.ROOM_GONE
        ? new LiveKitFailure(Kind.UNAVAILABLE, String.valueOf(getMessage()), this)
        : this;
  }

  Kind kind() {
    return kind;
  }

  static boolean is(Throwable failure, Kind kind) {
    return failure instanceof LiveKitFailure livekit && livekit.kind == kind;
  }
}
