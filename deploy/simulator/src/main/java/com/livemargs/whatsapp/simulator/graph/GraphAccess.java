package com.livemargs.whatsapp.simulator.graph;

import com.livemargs.whatsapp.simulator.settings.SimulatorProperties;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lets in who carries an accepted token and names an object that is there. */
@Component
public class GraphAccess {

  private final List<String> tokens;
  private final String phoneNumberId;

  GraphAccess(SimulatorProperties settings) {
    this.tokens = settings.acceptedTokens();
    this.phoneNumberId = settings.phoneNumberId();
  }

  /** Why this {@code Authorization} header is refused, if it is. */
  public Optional<GraphError> refusal(@Nullable String authorization) {
    if (authorization == null || authorization.isBlank()) {
      return Optional.of(GraphErrors.of(104));
    }
    boolean bearer = authorization.regionMatches(true, 0, "Bearer ", 0, 7);
    String token = bearer ? authorization.substring(7).strip() : "";
    boolean known = tokens.stream().anyMatch(accepted -> same(accepted, token));
    return known ? Optional.empty() : Optional.of(GraphErrors.invalidToken());
  }

  /** Why this caller may not use this business number, if so. */
  public Optional<GraphError> refusal(
      @Nullable String authorization, String method, String number) {
    return refusal(authorization)
        .or(
            () ->
                number.equals(phoneNumberId)
                    ? Optional.empty()
                    : Optional.of(GraphErrors.unknownObject(method, number)));
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
