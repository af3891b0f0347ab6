package com.livemargs.whatsapp.chaos.cluster;

import java.util.Map;

/** Who may do what in a cluster that lives for one run. */
public final class Access {

  /** Signs webhooks. */
  public static final String APP_SECRET = "the-app-secret-of-this-run";

  /** Opens the public doors. */
  public static final String API_KEY = "a-key-that-opens-the-doors";

  /** Opens the operators' door. */
  public static final String ADMIN_KEY = "a-key-for-the-operators-of-this-run";

  /** The business number's id at Meta. */
  public static final String PHONE_NUMBER_ID = "412906551877340";

  /** LiveKit's key. */
  public static final String LIVEKIT_KEY = "chaoskey";

  /** LiveKit's secret. */
  public static final String LIVEKIT_SECRET = "a-secret-of-this-run-of-32-characters";

  private Access() {}

  static Map<String, String> settings() {
    return Map.of(
        "WHATSAPP_APP_SECRET",
        APP_SECRET,
        "WHATSAPP_WEBHOOK_VERIFY_TOKEN",
        "the-verify-token-of-this-run",
        "WHATSAPP_ACCESS_TOKEN",
        "the-access-token-of-this-run",
        "WHATSAPP_PHONE_NUMBER_ID",
        PHONE_NUMBER_ID,
        "WHATSAPP_API_KEYS",
        API_KEY,
        "WHATSAPP_ADMIN_KEYS",
        ADMIN_KEY,
        "INTERNAL_API_KEY",
        "the-internal-key-of-this-run",
        "MEDIA_URL_SECRET",
        "the-media-secret-of-this-run");
  }
}
