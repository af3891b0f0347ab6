package com.livemargs.whatsapp.events.access;

import com.livemargs.whatsapp.events.problem.Problem;
import com.livemargs.whatsapp.events.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** The door of the operators' paths: a key of {@code WHATSAPP_ADMIN_KEYS}, and no other. */
public final class AdminAccess {

  private static final String VARIABLE = "WHATSAPP_ADMIN_KEYS";

  private final ApiKeys keys;
  private final Denials denials;

  /**
   * The door.
   *
   * @param keys comma-separated, each plain or {@code sha256:} and hex
   */
  public AdminAccess(String keys, MeterRegistry meters) {
    List<String> given = Settings.requiredList(VARIABLE, keys, ApiKeys.FIX);
    this.keys = new ApiKeys(VARIABLE, given.stream().map(ApiKey::unnamed).toList(), null);
    this.denials = new Denials(meters);
  }

  /**
   * Lets holders of an admin key through only.
   *
   * @return who that is in a log: a few digits of the key's hash
   * @throws Problem 401 when the request shows no such key
   */
  public String requireKey(HttpHeaders headers) {
    String presented = Access.presented(headers);
    return Optional.ofNullable(presented)
        .flatMap(keys::holder)
        .map(Caller.KeyHolder::who)
        .orElseThrow(
            () -> {
              denials.unauthorized(presented != null);
              return unauthorized();
            });
  }

  private static Problem unauthorized() {
    Problem problem =
        Problem.of(
            HttpStatus.UNAUTHORIZED,
            "Not an operator",
            "Send an admin key as 'Authorization: Bearer <key>' or 'X-API-Key: <key>'; keys are set in WHATSAPP_ADMIN_KEYS, API keys do not open this port.");
    problem.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    return problem;
  }
}
