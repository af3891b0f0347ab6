package com.livemargs.whatsapp.livekit.packet;

import com.livemargs.whatsapp.events.media.MediaUrls;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Links to our files as a browser in a room can open them: absolute where possible, signed. */
public final class MediaLinks {

  private final String origin;
  private final @Nullable String secret;
  private final InstantSource clock;

  public MediaLinks(PacketSettings settings, InstantSource clock) {
    String publicUrl = settings.publicUrl() == null ? "" : settings.publicUrl().strip();
    this.origin =
        publicUrl.endsWith("/") ? publicUrl.substring(0, publicUrl.length() - 1) : publicUrl;
    String given = settings.mediaUrlSecret();
    this.secret = given == null || given.isBlank() ? null : given.strip();
    this.clock = clock;
  }

  /**
   * The link.
   *
   * @param url path or absolute, of a file that is stored here; never what a caller sent
   */
  public String open(String url) {
    String absolute = url.startsWith("/") ? origin + url : url;
    return secret == null
        ? absolute
        : MediaUrls.sign(absolute, clock.instant().plus(MediaUrls.LIFETIME), secret);
  }
}
