package com.livemargs.whatsapp.events.memory;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers so many entries and no more. Not safe for several threads: wrap it or lock around it.
 */
public final class BoundedMap<K, V> extends LinkedHashMap<K, V> {

  private static final int FIRST_CAPACITY = 256;
  private static final float LOAD_FACTOR = 0.75f;

  private final int most;

  private BoundedMap(int most, boolean byUse) {
    super(FIRST_CAPACITY, LOAD_FACTOR, byUse);
    this.most = most;
  }

  /** Beyond so many it forgets what was put first; putting a key again does not renew it. */
  public static <K, V> BoundedMap<K, V> ofLatest(int most) {
    return new BoundedMap<>(most, false);
  }

  /** Beyond so many it forgets what was neither read nor put for longest. */
  public static <K, V> BoundedMap<K, V> ofUsed(int most) {
    return new BoundedMap<>(most, true);
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
