package com.livemargs.whatsapp.standalone.settings;

/**
 * Why a start cannot go on: the message is one sentence for the person who started it, cause and
 * fix.
 */
public final class StartRefused extends RuntimeException {

  public StartRefused(String sentence) {
    super(sentence);
  }

  public StartRefused(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
