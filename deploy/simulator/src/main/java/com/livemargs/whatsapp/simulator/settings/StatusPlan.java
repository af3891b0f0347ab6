package com.livemargs.whatsapp.simulator.settings;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The statuses that follow an accepted send.
 *
 * @param steps which ones come, of {@code sent}, {@code delivered}, {@code read}; leave one out to
 *     drop it
 * @param sentAfter counted from the acceptance, like the others
 * @param deliveredAfter when the message reaches the device
 * @param readAfter when the chat is opened
 * @param played whether a voice message is also {@code played}, as long after being read again
 * @param copies how often each status is delivered
 * @param shuffle whether they arrive in random order; their timestamps stay true
 */
public record StatusPlan(
    @DefaultValue({"sent", "delivered", "read"}) List<String> steps,
    @DefaultValue("150ms") Duration sentAfter,
    @DefaultValue("500ms") Duration deliveredAfter,
    @DefaultValue("1500ms") Duration readAfter,
    @DefaultValue("false") boolean played,
    @DefaultValue("1") int copies,
    @DefaultValue("false") boolean shuffle) {

  /** When a status is due, counted from the acceptance. */
  public Duration after(String status) {
    return switch (status) {
      case "sent" -> sentAfter;
      case "delivered" -> deliveredAfter;
      case "played" -> readAfter.multipliedBy(2);
      default -> readAfter;
    };
  }
}
