package com.livemargs.whatsapp.chaos.scenario;

import com.livemargs.whatsapp.chaos.nemesis.Kind;
import com.livemargs.whatsapp.events.crash.CrashPoint;
import java.util.EnumSet;
import java.util.Set;

/**
 * Whether a storm was one: what did not fall in it, nothing has withstood.
 *
 * @param kills processes that died of SIGKILL or at a crash point
 * @param missed crash points at which nothing died
 * @param leftOut crash points that nothing was taken to, because what they need is not installed
 * @param done titles of what was done
 */
record Fury(
    Tier tier, int kills, Set<CrashPoint> missed, Set<CrashPoint> leftOut, Set<String> done) {

  Verdict judge() {
    Set<Kind> absent = Kind.absent(done);
    absent.removeAll(notOfThisTier());
    boolean whole = absent.isEmpty() && leftOut.isEmpty();
    boolean enough = missed.isEmpty() && kills >= tier.kills();
    Finding asFarAsItWent = whole ? Finding.KEPT : Finding.NOT_TESTED;
    return Verdict.of(
        Promise.P1,
        "the storm was one: kills, crash points, and each kind of fault",
        enough ? asFarAsItWent : Finding.BROKEN,
        "processes killed",
        kills,
        "crash points missed",
        missed,
        "crash points left out, without livekit-server",
        leftOut,
        "what did not happen",
        absent);
  }

  // A frozen process comes back and believes that no time has passed: that takes a while to hurt,
  // and a short storm has not got it. Where there is one broker only, the dice may spare it.
  private Set<Kind> notOfThisTier() {
    Set<Kind> not = EnumSet.noneOf(Kind.class);
    if (tier == Tier.SHORT) {
      not.add(Kind.LONG_FREEZE_OF_OURS);
      not.add(Kind.LONG_FREEZE_OF_A_BROKER);
    }
    if (tier.shape().brokers() == 1) {
      not.add(Kind.BROKER);
    }
    return not;
  }
}
