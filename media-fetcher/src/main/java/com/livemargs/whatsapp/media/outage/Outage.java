package com.livemargs.whatsapp.media.outage;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why no files come: a failure that says nothing about the one that was asked for. */
public enum Outage {
  /** No answer came: no name, no connection, no TLS, no byte in time. */
  UNREACHABLE,
  /** Meta answers that it fails itself. */
  FAILING,
  /** Our token or our account is not taken. */
  REFUSED,
  /** We have asked more often than we may. */
  LIMIT,
  /** Our disk takes no more, though it shows room: a quota, no inodes, mounted read-only. */
  DISK;

  /** What an HTTP status says where nothing else does; null when it says nothing of Meta. */
  public static @Nullable Outage of(int status) {
    return switch (status) {
      case 401, 403 -> REFUSED;
      case 429 -> LIMIT;
      case 408 -> FAILING;
      default -> status >= 500 ? FAILING : null;
    };
  }

  /** The word in metrics and logs. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
