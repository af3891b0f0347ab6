package com.livemargs.whatsapp.livekit.packet;

import com.livemargs.whatsapp.events.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How packets are written.
 *
 * @param maxBytes of one packet; LiveKit promises 15 KiB
 * @param mediaUrlSecret signs links to files so that browsers can open them for a while; without it
 *     links need an API key
 * @param publicUrl what stands before links to our files, or null for none
 */
@ConfigurationProperties("whatsapp.livekit.packet")
public record PacketSettings(
    @DefaultValue("14336") int maxBytes,
    @Nullable String mediaUrlSecret,
    @Nullable String publicUrl) {

  public PacketSettings {
    Settings.check(
        maxBytes >= 2048 && maxBytes <= 256_000,
        "LIVEKIT_PACKET_BYTES",
        "is not within 2048 to 256000",
        "Leave it out for 14336.");
    if (mediaUrlSecret != null && !mediaUrlSecret.isBlank()) {
      Settings.required(
          "MEDIA_URL_SECRET",
          mediaUrlSecret,
          "Set 32 random characters, the same in all services.");
    }
  }

  @Override
  public String toString() {
    return "PacketSettings[***]";
  }
}
