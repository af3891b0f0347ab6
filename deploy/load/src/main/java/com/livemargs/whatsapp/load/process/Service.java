package com.livemargs.whatsapp.load.process;

/** One of the five. */
public enum Service {
  INGRESS("webhook-ingress"),
  MEDIA("media-fetcher"),
  PERSISTENCE("persistence-writer"),
  LIVEKIT("livekit-bridge"),
  OUTBOUND("outbound-sender");

  private final String module;

  Service(String module) {
    this.module = module;
  }

  /** Its folder and jar. */
  public String module() {
    return module;
  }
}
