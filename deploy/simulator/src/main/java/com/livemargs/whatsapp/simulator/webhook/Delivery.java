package com.livemargs.whatsapp.simulator.webhook;

import java.time.Duration;

/**
 * How a webhook is to arrive.
 *
 * @param lane webhooks of one lane leave one after the other
 * @param copies how often it is delivered, at nearly the same time
 * @param delay how late it leaves
 * @param signing which signature it carries
 * @param redeliver whether it is repeated until it is answered 200
 */
public record Delivery(
    String lane, int copies, Duration delay, Signing signing, boolean redeliver) {

  /** Which signature a webhook carries. */
  public enum Signing {
    /** Meta's own. */
    VALID,
    /** One made with another secret. */
    FORGED,
    /** None at all. */
    NONE
  }

  /** Signed, at once, in order with the others of this lane. */
  public static Delivery inLane(String lane) {
    return new Delivery(lane, 1, Duration.ZERO, Signing.VALID, true);
  }

  /** The same, later. */
  public Delivery after(Duration time) {
    return new Delivery(lane, copies, time, signing, redeliver);
  }

  /** The same, several times. */
  public Delivery times(int number) {
    return new Delivery(lane, number, delay, signing, redeliver);
  }
}
