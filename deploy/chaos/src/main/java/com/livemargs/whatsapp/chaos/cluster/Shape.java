package com.livemargs.whatsapp.chaos.cluster;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * How large a cluster is.
 *
 * @param brokers 1, or 3 with replication 3 and two in-sync replicas demanded
 * @param instances of each service
 * @param settings environment of every service beside what leads it to its servers
 */
public record Shape(int brokers, Map<Service, Integer> instances, Map<String, String> settings) {

  public Shape {
    instances = new EnumMap<>(instances);
    settings = Map.copyOf(settings);
  }

  /** One broker; two of each service whose instances share work. */
  public static Shape small() {
    return new Shape(
        1,
        Map.of(
            Service.INGRESS, 2,
            Service.PERSISTENCE, 2,
            Service.MEDIA, 1,
            Service.LIVEKIT, 1,
            Service.OUTBOUND, 2),
        Map.of());
  }

  /** Three brokers; two of every service but LiveKit's. */
  public static Shape large() {
    return new Shape(
        3,
        Map.of(
            Service.INGRESS, 2,
            Service.PERSISTENCE, 2,
            Service.MEDIA, 2,
            Service.LIVEKIT, 1,
            Service.OUTBOUND, 2),
        Map.of());
  }

  /** The same with other settings on top. */
  public Shape with(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(settings);
    all.putAll(more);
    return new Shape(brokers, instances, all);
  }
}
