package com.livemargs.whatsapp.media.job;

import java.util.Locale;

/** Why a file will not come. */
public enum Reason {
  /** Other bytes than Meta announced, three times. */
  HASH_MISMATCH,
  /** Over the limit. */
  TOO_LARGE,
  /** Not to be had in six days. */
  EXPIRED,
  /** Meta itself had nothing to offer. */
  MISSING;

  /** The word on the topic. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
