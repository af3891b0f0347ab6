package com.livemargs.whatsapp.standalone.endtoend;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A request that got no answer at all, whereas every door promises one within seconds. It ends a
 * test at once and shows what the event loops do: waiting for the answer's content would only hide
 * it.
 */
final class Unanswered extends RuntimeException {

  /** The slowest door, a send whose outcome is open, answers within 10 s. */
  static final Duration AFTER = Duration.ofSeconds(25);

  private static final long serialVersionUID = 1L;

  Unanswered(String method, String path, Throwable cause) {
    super(method + " " + path + " got no answer; the event loops:\n" + loops(), cause);
  }

  private static String loops() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> thread.getKey().getName().matches("(reactor-http|parallel).*"))
        .map(Unanswered::shown)
        .collect(Collectors.joining("\n"));
  }

  private static String shown(Map.Entry<Thread, StackTraceElement[]> thread) {
    return Stream.concat(Stream.of(thread.getKey().getName()), Stream.of(thread.getValue()))
        .map(String::valueOf)
        .limit(12)
        .collect(Collectors.joining("\n  "));
  }
}
