package com.livemargs.whatsapp.events.access;

import com.livemargs.whatsapp.events.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may call.
 *
 * @param apiKeys comma-separated, each as {@link ApiKey} says; at least one
 * @param internalKey what our services show each other, or null
 * @param livekitApiKey issuer of join tokens, or null when LiveKit is off
 * @param livekitApiSecret signs join tokens, or null when LiveKit is off
 */
@ConfigurationProperties("whatsapp.access")
record AccessSettings(
    String apiKeys,
    @Nullable String internalKey,
    @Nullable String livekitApiKey,
    @Nullable String livekitApiSecret) {

  private static final String RANDOM =
      "Set 16 random characters or more, the same for every service, or leave it out.";
  private static final String OF_LIVEKIT =
      "Set what the LiveKit server has under 'keys', or leave it out when there is none.";

  public AccessSettings {
    ApiKey.list(apiKeys);
    internalKey = Settings.optional("INTERNAL_API_KEY", internalKey, RANDOM);
    livekitApiKey = Settings.optional("LIVEKIT_API_KEY", livekitApiKey, OF_LIVEKIT);
    livekitApiSecret = Settings.optional("LIVEKIT_API_SECRET", livekitApiSecret, OF_LIVEKIT);
  }

  @Override
  public String toString() {
    return "AccessSettings[***]";
  }
}
