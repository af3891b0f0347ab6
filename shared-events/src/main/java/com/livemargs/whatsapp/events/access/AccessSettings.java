package com.livemargs.whatsapp.events.access;

import com.livemargs.whatsapp.events.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may call.
 *
 * @param apiKeys comma-separated, each plain or {@code sha256:} and hex; at least one
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

  public AccessSettings {
    Settings.requiredList(
        "WHATSAPP_API_KEYS",
        apiKeys,
        "Set one or more keys, comma-separated, each plain (16 random characters or more) or sha256: and hex.");
  }

  @Override
  public String toString() {
    return "AccessSettings[***]";
  }
}
