package com.livemargs.whatsapp.load.measure;

import com.livemargs.whatsapp.load.process.Service;
import com.livemargs.whatsapp.load.process.Usage;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a stretch of work cost each process.
 *
 * @param messages how many the work was for
 */
record CpuTable(Map<String, Usage> before, Map<String, Usage> after, int messages) {

  private static final Set<String> OURS =
      Arrays.stream(Service.values()).map(Service::module).collect(Collectors.toSet());

  /** Milliseconds per message of our five together. */
  double ours() {
    return after.keySet().stream().filter(OURS::contains).mapToDouble(this::each).sum();
  }

  /** What of the milliseconds per message of our five their compilers took. */
  double compilers() {
    return after.keySet().stream()
        .filter(OURS::contains)
        .mapToDouble(
            name -> of(after, name).since(of(before, name)).compilerMillis() / (double) messages)
        .sum();
  }

  /** Milliseconds per message of broker, databases and LiveKit together. */
  double servers() {
    return after.keySet().stream()
        .filter(name -> !OURS.contains(name))
        .mapToDouble(this::each)
        .sum();
  }

  /** Microseconds per message of each. */
  String description() {
    return after.keySet().stream()
        .map(name -> "%s %.0f".formatted(name, each(name) * 1_000))
        .collect(Collectors.joining(", ", "", " µs"));
  }

  /** Milliseconds per message. */
  double each(String name) {
    return of(after, name).since(of(before, name)).cpuMillis() / (double) messages;
  }

  static Usage of(Map<String, Usage> usage, String name) {
    return Objects.requireNonNull(usage.get(name));
  }
}
