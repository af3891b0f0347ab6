package com.livemargs.whatsapp.control;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SequenceWriter;

/** Shows answers: as JSON for programs, as a table for people. */
final class Output {

  private static final int WIDEST = 60;

  private final PrintWriter out;
  private final PrintWriter words;
  private final boolean json;

  Output(CommandLine command, boolean json) {
    this.out = command.getOut();
    this.words = json ? command.getErr() : out;
    this.json = json;
  }

  /** The whole answer as JSON; tells whether that was wanted. */
  boolean json(JsonNode answer) {
    if (json) {
      out.println(Service.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer));
    }
    return json;
  }

  /** A sentence for people; it stays out of the JSON. */
  void say(String sentence) {
    words.println(sentence);
  }

  /**
   * Rows that come page by page, each shown as it comes, because all of them may be more than the
   * memory of this program holds; as JSON they are one list.
   */
  void pages(Stream<JsonNode> pages, List<String> members) {
    if (!json) {
      pages.forEach(page -> table(page, members));
      return;
    }
    try (SequenceWriter list =
        Service.JSON
            .writerWithDefaultPrettyPrinter()
            .without(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .writeValuesAsArray(out)) {
      pages.forEach(list::writeAll);
    }
    out.println();
  }

  /** Members of the rows under their names; a member that ends in time or At is shown as a time. */
  void table(JsonNode rows, List<String> members) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(members.stream().map(Output::title).toList());
    for (JsonNode row : rows) {
      lines.add(members.stream().map(member -> cell(member, row.path(member))).toList());
    }
    int[] widths = new int[members.size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    lines.forEach(line -> out.println(line(line, widths)));
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(cells.get(i)).append(" ".repeat(widths[i] - cells.get(i).length() + 2));
    }
    return line.toString().stripTrailing();
  }

  private static String title(String member) {
    return member.replaceAll("([A-Z])", " $1").toUpperCase(java.util.Locale.ROOT);
  }

  private static String cell(String member, JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "-";
    }
    boolean time =
        member.endsWith("time")
            || member.endsWith("Time")
            || member.endsWith("At")
            || member.equals("timestamp");
    String text =
        time && value.isIntegralNumber()
            ? Instant.ofEpochMilli(value.asLong()).toString()
            : value.isContainer() ? value.toString() : value.asString();
    return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 1) + "…";
  }
}
