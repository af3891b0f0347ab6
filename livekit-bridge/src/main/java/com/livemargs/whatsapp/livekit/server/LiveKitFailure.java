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

  private static final int NO_STATUS = 0;

  private final Kind kind;
  private final int status;

  private LiveKitFailure(Kind kind, int status, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.status = status;
  }

  static LiveKitFailure noAnswer(Throwable cause) {
    return new LiveKitFailure(Kind.UNAVAILABLE, NO_STATUS, "LiveKit does not answer", cause);
  }

  static LiveKitFailure status(int status) {
    Kind kind =
        status == 404 || status == 503
            ? Kind.ROOM_GONE
            : status == 429 || status >= 500 ? Kind.UNAVAILABLE : Kind.REFUSED;
    return new LiveKitFailure(kind, status, "LiveKit answered " + status, null);
  }

  /** The same of a call that needs no room, so that none can be gone: a proxy has no server. */
  LiveKitFailure withoutRoom() {
    return kind == Kind.ROOM_GONE
        ? new LiveKitFailure(Kind.UNAVAILABLE, status, String.valueOf(getMessage()), this)
        : this;
  }

  /** Whether our key, its secret or what it permits is refused. */
  boolean isOfKey() {
    return status == 401 || status == 403;
  }

  Kind kind() {
    return kind;
  }

  static boolean is(Throwable failure, Kind kind) {
    return failure instanceof LiveKitFailure livekit && livekit.kind == kind;
  }
}
