package com.livemargs.whatsapp.chaos.nemesis;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** Kinds of blows: a storm that had none of one proves nothing about it. */
public enum Kind {
  POSTGRES("a kill or stop of PostgreSQL", "(SIGKILL|SIGTERM and restart) postgres"),
  MONGODB("a kill or stop of MongoDB", "(SIGKILL|SIGTERM and restart) mongodb"),
  BROKER("a kill or stop of a broker", "(SIGKILL|SIGTERM and restart) kafka"),
  LINK("a broken link", "(reset all|stall|slow) connections to .+"),
  SCALE("scaling out and back", "scale out and back .+"),
  FREEZE("a frozen process", "SIGSTOP .+"),
  LONG_FREEZE_OF_OURS("a service frozen for 30 s", "SIGSTOP for 30 s and longer (?!kafka).+"),
  LONG_FREEZE_OF_A_BROKER("a broker frozen for 30 s", "SIGSTOP for 30 s and longer kafka"),
  META("slowness or silence of Meta", "Meta: (slow|stall|accept-then-stall)");

  private final String words;
  private final String titles;

  Kind(String words, String titles) {
    this.words = words;
    this.titles = titles;
  }

  /** What did not happen among what was done, by the titles of blows. */
  public static Set<Kind> absent(Collection<String> done) {
    Set<Kind> absent = EnumSet.allOf(Kind.class);
    absent.removeIf(kind -> done.stream().anyMatch(title -> title.matches(kind.titles)));
    return absent;
  }

  @Override
  public String toString() {
    return words;
  }
}
