package com.livemargs.whatsapp.simulator.control;

import com.livemargs.whatsapp.simulator.webhook.Delivery;
import com.livemargs.whatsapp.simulator.webhook.Delivery.Signing;
import java.util.Locale;
import java.util.Optional;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ResponseStatusException;

/**
 * How injected bytes are to arrive, from query parameters: {@code signature} ({@code valid}, {@code
 * forged}, {@code none}), {@code copies}, {@code delay} ({@code 5s}), {@code redeliver}. They are
 * read by hand, because Spring would search the body for them too.
 *
 * @param awaited whether to answer only after the first attempt, with its status
 */
record InjectionManner(Delivery delivery, boolean awaited) {

  static InjectionManner of(MultiValueMap<String, String> query) {
    try {
      var delivery =
          new Delivery(
              "injected",
              Integer.parseInt(value(query, "copies", "1")),
              DurationStyle.detectAndParse(value(query, "delay", "0s")),
              Signing.valueOf(value(query, "signature", "valid").toUpperCase(Locale.ROOT)),
              Boolean.parseBoolean(value(query, "redeliver", "true")));
      return new InjectionManner(delivery, Boolean.parseBoolean(value(query, "wait", "false")));
    } catch (IllegalArgumentException e) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "A query parameter cannot be read: " + e.getMessage(), e);
    }
  }

  private static String value(MultiValueMap<String, String> query, String name, String otherwise) {
    return Optional.ofNullable(query.getFirst(name)).orElse(otherwise);
  }
}
