package com.livemargs.whatsapp.simulator.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong with the next look-ups or downloads of files.
 *
 * @param times how many requests it hits; 1 if absent
 * @param mediaId only this file
 * @param status an HTTP status in place of the usual one
 * @param bytes how long a huge body is
 * @param delay waited before everything, or between the drops of a drip
 * @param location where a redirect points
 */
public record MediaFault(
    Kind kind,
    @Nullable Integer times,
    @Nullable String mediaId,
    @Nullable Integer status,
    @Nullable Long bytes,
    @Nullable Duration delay,
    @Nullable URI location)
    implements Fault<MediaFault> {

  /** What goes wrong; kinds that start with look-up hit that call, the others the download. */
  public enum Kind {
    /** The look-up does not know the id. */
    @JsonProperty("look-up-not-found")
    LOOK_UP_NOT_FOUND,
    /** The look-up ends in a 5xx page. */
    @JsonProperty("look-up-error")
    LOOK_UP_ERROR,
    /** The look-up tells another length than the file has. */
    @JsonProperty("look-up-wrong-length")
    LOOK_UP_WRONG_LENGTH,
    /** The look-up tells another sha256 than the file has. */
    @JsonProperty("look-up-wrong-hash")
    LOOK_UP_WRONG_HASH,
    /** The URL has expired already. */
    @JsonProperty("expired-url")
    EXPIRED_URL,
    /** The bytes are not those that the hash was made of. */
    @JsonProperty("wrong-hash")
    WRONG_HASH,
    /** The connection ends in the middle of the body. */
    @JsonProperty("truncated")
    TRUNCATED,
    /** The download ends in a 5xx page. */
    @JsonProperty("error")
    ERROR,
    /** The body comes a little at a time. */
    @JsonProperty("slow")
    SLOW,
    /** No answer. */
    @JsonProperty("stall")
    STALL,
    /** The connection is reset. */
    @JsonProperty("reset")
    RESET,
    /** A body without declared length that goes on and on. */
    @JsonProperty("huge")
    HUGE,
    /** Another host is pointed to, where a token must not go. */
    @JsonProperty("redirect")
    REDIRECT;

    /** Whether this hits the look-up. */
    public boolean atLookUp() {
      return name().startsWith("LOOK_UP");
    }
  }

  @Override
  public int remaining() {
    return times == null ? 1 : times;
  }

  @Override
  public MediaFault withTimes(int left) {
    return new MediaFault(kind, left, mediaId, status, bytes, delay, location);
  }

  @Override
  public boolean hits(String file) {
    return mediaId == null || mediaId.equals(file);
  }

  /** The HTTP status to answer with. */
  public int statusOr(int usual) {
    return status == null ? usual : status;
  }

  /** The kind as the control API spells it. */
  public String label() {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
