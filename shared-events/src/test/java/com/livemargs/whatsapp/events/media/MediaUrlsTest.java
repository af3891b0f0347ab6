package com.livemargs.whatsapp.events.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

class MediaUrlsTest {

  private static final String SECRET = "a secret of the house";
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @Test
  void signedLinkOpensItsPathUntilItExpires() {
    String link = MediaUrls.sign("/uploads/whatsapp/a.jpg", NOW.plusSeconds(900), SECRET);

    assertThat(opens(link, "/uploads/whatsapp/a.jpg", NOW)).isTrue();
    assertThat(opens(link, "/uploads/whatsapp/a.jpg", NOW.plusSeconds(900))).isFalse();
    assertThat(opens(link, "/uploads/whatsapp/b.jpg", NOW)).isFalse();
  }

  @Test
  void laterExpiryNeedsAnotherSignature() {
    String link = MediaUrls.sign("/uploads/whatsapp/a.jpg", NOW.plusSeconds(900), SECRET);

    String stretched = link.replaceFirst("expires=\\d+", "expires=9999999999");

    assertThat(opens(stretched, "/uploads/whatsapp/a.jpg", NOW)).isFalse();
  }

  @Test
  void absoluteLinkIsSignedByItsPath() {
    String url = "https://chat.example.org/uploads/whatsapp/a.jpg";

    String link = MediaUrls.sign(url, NOW.plusSeconds(900), SECRET);

    assertThat(link).startsWith(url + "?expires=");
    assertThat(opens(link, "/uploads/whatsapp/a.jpg", NOW)).isTrue();
  }

  @Test
  void signatureThatIsNotHexOpensNothing() {
    assertThat(MediaUrls.verify("/uploads/whatsapp/a.jpg", 9999999999L, "zz", NOW, SECRET))
        .isFalse();
  }

  private static boolean opens(String link, String path, Instant now) {
    UriComponents parts = UriComponentsBuilder.fromUriString(link).build();
    MultiValueMap<String, String> query = parts.getQueryParams();
    long expires = Long.parseLong(String.valueOf(query.getFirst("expires")));
    String signature = String.valueOf(query.getFirst("signature"));
    return MediaUrls.verify(path, expires, signature, now, SECRET);
  }
}
