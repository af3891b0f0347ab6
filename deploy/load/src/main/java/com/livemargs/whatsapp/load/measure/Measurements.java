package com.livemargs.whatsapp.load.measure;

import java.util.List;

/** All measurements, in the order in which they are run. */
public final class Measurements {

  private static final List<Measurement> USUAL =
      List.of(new Doors(), new Bursts(), new Steady(), new Ceilings());
  private static final List<Measurement> ASKED_FOR =
      List.of(new Scale(), new Connects(), new Standalone(), new Soak());

  private Measurements() {}

  /** Those of these names; none: the usual ones. */
  public static List<Measurement> of(List<String> names) {
    if (names.isEmpty()) {
      return USUAL;
    }
    List<Measurement> all = new java.util.ArrayList<>(USUAL);
    all.addAll(ASKED_FOR);
    List<String> known = all.stream().map(Measurement::name).toList();
    if (!known.containsAll(names)) {
      throw new IllegalArgumentException("measurements are " + known + ", not " + names);
    }
    return all.stream().filter(one -> names.contains(one.name())).toList();
  }
}
