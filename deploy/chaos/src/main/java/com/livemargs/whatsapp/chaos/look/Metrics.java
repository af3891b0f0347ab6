package com.livemargs.whatsapp.chaos.look;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.chaos.cluster.Access;
import com.livemargs.whatsapp.chaos.cluster.Instance;
import com.livemargs.whatsapp.chaos.cluster.Web;
import java.net.URI;

/** What a process says of itself at its operators' door. */
public final class Metrics {

  private Metrics() {}

  /**
   * The sum of a metric over all series that begin so; 0 where there is none or nobody answers.
   *
   * @param beginning such as {@code jvm_memory_used_bytes{area="heap"}
   */
  public static double sum(Instance instance, String beginning) {
    URI url = URI.create("http://127.0.0.1:" + instance.managementPort() + "/actuator/prometheus");
    String all = new String(Web.get(url, "X-API-Key", Access.ADMIN_KEY).body(), UTF_8);
    return all.lines()
        .filter(line -> line.startsWith(beginning))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
