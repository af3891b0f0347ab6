package com.livemargs.whatsapp.simulator.customer;

import java.util.LinkedHashMap;
import java.util.Map;

/** Forgets its oldest entry when it grows too large. */
final class BoundedMap<K, V> extends LinkedHashMap<K, V> {

  private final int most;

  BoundedMap(int most) {
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
