package com.livemargs.whatsapp.simulator.media;

import com.livemargs.whatsapp.simulator.settings.CurrentBehaviour;
import com.livemargs.whatsapp.simulator.settings.SimulatorProperties;
import com.livemargs.whatsapp.simulator.wire.WebhookSignature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.UUID;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Makes and checks the short-lived URLs that files are downloaded from. */
@Component
public class MediaUrls {

  /** Where downloads live, as on Meta's download host. */
  static final String PATH = "/whatsapp_business/attachments/";

  private final String key = UUID.randomUUID().toString();
  private final SimulatorProperties settings;
  private final CurrentBehaviour behaviour;
  private final Environment environment;
  private final Clock clock;

  MediaUrls(
      SimulatorProperties settings,
      CurrentBehaviour behaviour,
      Environment environment,
      Clock clock) {
    this.settings = settings;
    this.behaviour = behaviour;
    this.environment = environment;
    this.clock = clock;
  }

  /** A URL as webhooks carry it. */
  public String inWebhook(String mediaId) {
    return url(ownAddress(), mediaId, "webhook");
  }

  String inLookUp(String address, String mediaId) {
    return url(settings.publicUrl() == null ? address : ownAddress(), mediaId, "getMedia");
  }

  private String url(String address, String mediaId, String source) {
    long expires = clock.instant().plus(behaviour.get().mediaUrlLifetime()).getEpochSecond();
    return "%s%s?mid=%s&source=%s&ext=%d&hash=%s"
        .formatted(address, PATH, mediaId, source, expires, hash(mediaId, expires));
  }

  boolean isValid(String mediaId, long expires, String hash) {
    boolean made =
        MessageDigest.isEqual(
            hash(mediaId, expires).getBytes(StandardCharsets.US_ASCII),
            hash.getBytes(StandardCharsets.UTF_8));
    return made && clock.instant().getEpochSecond() < expires;
  }

  private String hash(String mediaId, long expires) {
    byte[] text = (mediaId + "." + expires).getBytes(StandardCharsets.UTF_8);
    return "ARm" + HexFormat.of().formatHex(WebhookSignature.hmac(text, key), 0, 10);
  }

  private String ownAddress() {
    if (settings.publicUrl() != null) {
      return settings.publicUrl().toString().replaceAll("/+$", "");
    }
    boolean everywhere = settings.bind().equals("0.0.0.0") || settings.bind().equals("::");
    return "http://%s:%s"
        .formatted(
            everywhere ? "127.0.0.1" : settings.bind(),
            environment.getProperty("local.server.port", String.valueOf(settings.port())));
  }
}
