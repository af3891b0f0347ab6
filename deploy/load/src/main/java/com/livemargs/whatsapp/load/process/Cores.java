package com.livemargs.whatsapp.load.process;

import java.util.ArrayList;
import java.util.List;

/**
 * The cores on which everything under measurement runs: services, broker, databases. The generator
 * stays off them where the machine has others.
 *
 * @param list for {@code taskset}, such as {@code 0,1}; empty for all
 */
public record Cores(String list) {

  /** The command, kept on these cores. */
  public List<String> keeping(List<String> command) {
    if (list.isEmpty()) {
      return command;
    }
    List<String> kept = new ArrayList<>(List.of("taskset", "-c", list));
    kept.addAll(command);
    return kept;
  }

  /** How many they are. */
  public int count() {
    return list.isEmpty() ? Runtime.getRuntime().availableProcessors() : list.split(",").length;
  }

  /** For people. */
  public String description() {
    return list.isEmpty()
        ? "all " + count() + " cores, generator included"
        : "cores " + list + " for services, broker and databases; the generator on others";
  }
}
