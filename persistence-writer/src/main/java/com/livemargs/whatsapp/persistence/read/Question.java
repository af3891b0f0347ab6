package com.livemargs.whatsapp.persistence.read;

import com.livemargs.whatsapp.events.access.Caller;
import com.livemargs.whatsapp.events.problem.Problem;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * What is asked for.
 *
 * @param customer digits, a customer id or a group id
 * @param before only what stands before this message, or null for the end
 * @param limit 1 to 1000
 */
record Question(Caller caller, String customer, @Nullable UUID before, int limit) {

  private static final int USUAL = 100;
  private static final int MOST = 1_000;

  static Question of(ServerRequest request, Caller caller) {
    return new Question(
        caller,
        customer(request.pathVariable("customer")),
        request.queryParam("before").map(Question::before).orElse(null),
        limit(request.queryParam("limit")));
  }

  // A plus is literal in a path, but many clients and proxies make a space of it.
  private static String customer(String asked) {
    String named = asked.strip();
    String digits = named.startsWith("+") ? named.substring(1).strip() : named;
    boolean phone = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    if (named.startsWith("+") && !phone) {
      throw Problem.of(
          HttpStatus.UNPROCESSABLE_CONTENT,
          "Invalid phone number",
          "A phone number is + and digits, without blanks, hyphens or brackets, such as +4915550118822.");
    }
    return phone ? digits : named;
  }

  private static UUID before(String messageId) {
    try {
      return UUID.fromString(messageId);
    } catch (IllegalArgumentException notOurs) {
      throw unknownPlace();
    }
  }

  private static int limit(Optional<String> asked) {
    try {
      int limit = asked.map(Integer::parseInt).orElse(USUAL);
      if (limit >= 1 && limit <= MOST) {
        return limit;
      }
    } catch (NumberFormatException notOne) {
      // answered below
    }
    throw Problem.of(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "Limit out of range",
        "limit is a number from 1 to 1000. Leave it out for 100, and page on with before.");
  }

  static Problem unknownPlace() {
    return Problem.of(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "Unknown message",
        "before is not the messageId of a message of this conversation. Take it from an earlier answer.");
  }
}
