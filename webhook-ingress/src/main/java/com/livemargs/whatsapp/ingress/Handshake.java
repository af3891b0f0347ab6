package com.livemargs.whatsapp.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.events.problem.Problem;
import java.security.MessageDigest;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;

/** Answers Meta when the callback URL is set: the challenge, to whoever knows our token. */
final class Handshake {

  /** Real challenges are digits; what could be markup or break a line is not echoed. */
  private static final Pattern SANE = Pattern.compile("[ -~&&[^<>&\"'`\\\\]]{1,256}");

  private final byte[] token;

  Handshake(String token) {
    this.token = token.strip().getBytes(UTF_8);
  }

  /**
   * The challenge to echo.
   *
   * @throws Problem 403 for another mode or token, 400 for a challenge that is not sane
   */
  String answer(MultiValueMap<String, String> query) {
    String shown = only(query, "hub.verify_token");
    boolean known = shown != null && MessageDigest.isEqual(token, shown.getBytes(UTF_8));
    if (!known || !"subscribe".equals(only(query, "hub.mode"))) {
      throw Problem.of(
          HttpStatus.FORBIDDEN,
          "Handshake refused",
          "hub.mode must be subscribe and hub.verify_token the value of WHATSAPP_WEBHOOK_VERIFY_TOKEN. Set the same token here and in the App Dashboard.");
    }
    String challenge = only(query, "hub.challenge");
    if (challenge == null || !SANE.matcher(challenge).matches()) {
      throw Problem.of(
          HttpStatus.BAD_REQUEST,
          "Challenge not usable",
          "hub.challenge must be there once, 1 to 256 printable ASCII characters without markup. Meta sends digits.");
    }
    return challenge;
  }

  private static @Nullable String only(MultiValueMap<String, String> query, String name) {
    List<String> values = query.get(name);
    return values == null || values.size() != 1 ? null : values.getFirst();
  }
}
