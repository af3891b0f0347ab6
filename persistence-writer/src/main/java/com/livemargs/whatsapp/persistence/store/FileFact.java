package com.livemargs.whatsapp.persistence.store;

import org.jspecify.annotations.Nullable;

/**
 * What became of a message's file; it may be known before the message.
 *
 * @param status {@code stored} or {@code unavailable}
 * @param url where it is served, empty when unavailable
 */
public record FileFact(
    String wamid,
    String status,
    String url,
    @Nullable String name,
    @Nullable Long size,
    @Nullable String mimeType) {

  /** A file that is there. */
  public static final String STORED = "stored";

  /** A file that will not come. */
  public static final String UNAVAILABLE = "unavailable";

  /** What makes two of them the same. */
  public String key() {
    return wamid + '\n' + status + '\n' + url;
  }

  /** The one that counts: stored before unavailable, then the smaller link. */
  public FileFact merge(FileFact other) {
    if (!status.equals(other.status)) {
      return status.equals(STORED) ? this : other;
    }
    return url.compareTo(other.url) <= 0 ? this : other;
  }

  @Override
  public String toString() {
    return "FileFact[" + status + "]";
  }
}
