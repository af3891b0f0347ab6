package com.livemargs.whatsapp.chaos.look;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.chaos.cluster.Instance;
import com.livemargs.whatsapp.chaos.cluster.Web;

/** What a process says of itself. */
public final class Metrics {

  private Metrics() {}

  /**
   * The sum of a metric over all series that begin so; 0 where there is none or nobody answers.
   *
   * @param beginning such as {@code jvm_memory_used_bytes{area="heap"}
   */
  public static double sum(Instance instance, String beginning) {
    String all = new String(Web.get(instance.url("/actuator/prometheus")).body(), UTF_8);
    return all.lines()
        .filter(line -> line.startsWith(beginning))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
