package com.livemargs.whatsapp.events.access;

import com.livemargs.whatsapp.events.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * The door of every public path but the webhooks: {@code Authorization: Bearer} with an API key or
 * a LiveKit join token, or {@code X-API-Key}.
 */
public final class Access {

  private static final String BEARER = "Bearer ";
  private static final Pattern JWT = Pattern.compile("eyJ[^.]*\\.[^.]+\\.[^.]*");
  private static final String NO_KEY =
      "Send an API key as 'Authorization: Bearer <key>' or 'X-API-Key: <key>'; keys are set in WHATSAPP_API_KEYS.";
  private static final String NO_TOKEN =
      "The join token has expired, or is not one for a room that is signed with LIVEKIT_API_SECRET. Get a new one from POST"
          + " /livekit/token.";

  private final ApiKeys keys;
  private final JoinTokens tokens;
  private final Denials denials;

  Access(AccessSettings settings, MeterRegistry meters) {
    denials = new Denials(meters);
    keys =
        new ApiKeys("WHATSAPP_API_KEYS", ApiKey.list(settings.apiKeys()), settings.internalKey());
    tokens = new JoinTokens(settings);
  }

  /**
   * Who calls, by key or join token.
   *
   * @param scope what the path asks of a key
   * @throws Problem 401 when the request shows neither, 403 when its key has not that scope
   */
  public Caller caller(HttpHeaders headers, Scope scope) {
    return caller(headers, scope, NO_KEY);
  }

  private Caller caller(HttpHeaders headers, Scope scope, String noKey) {
    Caller caller = find(headers).orElseThrow(() -> unauthorized(headers, noKey));
    if (caller instanceof Caller.KeyHolder holder && !holder.scopes().contains(scope)) {
      throw lacking(scope);
    }
    return caller;
  }

  /**
   * Lets holders of an API key with a scope through only.
   *
   * @return who that is in a log: the key's name, else a few digits of its hash
   * @throws Problem 401 when the request shows no key, 403 when it shows a join token or a key
   *     without that scope
   */
  public String requireKey(HttpHeaders headers, Scope scope) {
    return requireKey(headers, scope, NO_KEY);
  }

  /**
   * As {@link #requireKey(HttpHeaders, Scope)}, for what a key is not the only way to.
   *
   * @param noKey what is told to whom shows none
   */
  public String requireKey(HttpHeaders headers, Scope scope, String noKey) {
    return switch (caller(headers, scope, noKey)) {
      case Caller.KeyHolder holder -> holder.who();
      case Caller.Participant participant -> throw forbidden();
    };
  }

  /** Who calls, or empty when the request shows nothing valid. */
  public Optional<Caller> find(HttpHeaders headers) {
    String presented = presented(headers);
    if (presented == null) {
      return Optional.empty();
    }
    return keys.holder(presented).map(Caller.class::cast).or(() -> tokens.read(presented));
  }

  /** The key or token that a request shows, or null. */
  static @Nullable String presented(HttpHeaders headers) {
    List<String> own = headers.getOrEmpty("X-API-Key");
    if (own.size() == 1) {
      return own.getFirst();
    }
    String authorization = headers.getFirst(HttpHeaders.AUTHORIZATION);
    if (authorization == null
        || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return null;
    }
    return authorization.substring(BEARER.length()).strip();
  }

  private Problem lacking(Scope scope) {
    denials.scope();
    return Problem.of(
        HttpStatus.FORBIDDEN,
        "API key not enough",
        "This path takes an API key with the scope %1$s. Call it with one, or add %1$s to the scopes of this caller in WHATSAPP_API_KEYS."
            .formatted(scope.word()));
  }

  private Problem forbidden() {
    denials.joinToken();
    return Problem.of(
        HttpStatus.FORBIDDEN,
        "Join token not enough",
        "This path takes an API key, not a LiveKit join token. Call it from a server that holds one.");
  }

  private Problem unauthorized(HttpHeaders headers, String noKey) {
    String presented = presented(headers);
    denials.unauthorized(presented != null);
    String detail = presented == null ? noKey : refusal(presented);
    Problem problem = Problem.of(HttpStatus.UNAUTHORIZED, "Not authenticated", detail);
    problem.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    return problem;
  }

  private static String refusal(String presented) {
    return JWT.matcher(presented).matches() ? NO_TOKEN : NO_KEY;
  }
}
