package com.livemargs.whatsapp.media.serve;

import com.livemargs.whatsapp.events.access.Access;
import com.livemargs.whatsapp.events.access.Scope;
import com.livemargs.whatsapp.events.media.MediaUrls;
import com.livemargs.whatsapp.media.file.FileName;
import java.time.Instant;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * Lets in who shows an API key for files, or a link that was signed for just this file and is still
 * good.
 */
@Component
final class FileAccess {

  private static final String NO_LINK =
      "The link has expired or was not made for this file. Read the message again for a new one, or send an API key.";

  private final Access access;
  private final String secret;

  FileAccess(Access access, LinkSettings settings) {
    this.access = access;
    this.secret = settings.secret();
  }

  /**
   * Lets a request through.
   *
   * @param file as the request asks for it, unchecked
   * @throws com.livemargs.whatsapp.events.problem.Problem 401 when neither is shown, 403 when it is
   *     a key for other things
   */
  void require(ServerHttpRequest request, String file) {
    String expires = request.getQueryParams().getFirst("expires");
    String signature = request.getQueryParams().getFirst("signature");
    if (expires == null || signature == null) {
      access.requireKey(request.getHeaders(), Scope.MEDIA);
    } else if (!isSigned(file, expires, signature)) {
      access.requireKey(request.getHeaders(), Scope.MEDIA, NO_LINK);
    }
  }

  private boolean isSigned(String file, String expires, String signature) {
    return !secret.isEmpty()
        && expires.matches("[0-9]{1,12}")
        && FileName.parse(file).isPresent()
        && MediaUrls.verify(
            MediaUrls.PATH + file, Long.parseLong(expires), signature, Instant.now(), secret);
  }
}
