package com.livemargs.whatsapp.load.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Collects figures, and writes them as Markdown and JSON after each measurement. */
public final class Report {

  private static final Logger log = LoggerFactory.getLogger(Report.class);

  private final Path folder;
  private final Map<String, String> setting = new LinkedHashMap<>();
  private final Map<String, List<Figure>> sections = new LinkedHashMap<>();
  private String section = "";

  /** Into {@code report.md} and {@code report.json} of this folder. */
  public Report(Path folder) {
    this.folder = folder;
    setting("measured", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /** Something that holds for all figures. */
  public void setting(String name, String value) {
    setting.put(name, value);
  }

  /** What follows belongs to this measurement. */
  public void begin(String name) {
    section = name;
    sections.put(name, new ArrayList<>());
    log.info("== {}", name);
  }

  /** A figure with a bar. */
  public void figure(String name, String value, String bar, boolean met, String beside) {
    add(new Figure(name, value, bar, Verdict.of(met), beside));
  }

  /** A figure for people. */
  public void told(String name, String value, String beside) {
    add(new Figure(name, value, "", Verdict.TOLD, beside));
  }

  private void add(Figure figure) {
    sections.computeIfAbsent(section, name -> new ArrayList<>()).add(figure);
    log.info(
        "{}: {} {} {} {}",
        figure.name(),
        figure.value(),
        figure.bar().isEmpty() ? "" : "[" + figure.bar() + "]",
        figure.verdict().word(),
        figure.beside());
  }

  /** Writes what there is so far. */
  public void write() {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("report.md"), markdown());
      Files.write(folder.resolve("report.json"), json());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("setting", setting);
    all.put("measurements", sections);
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(all);
  }

  /** The tables. */
  public String markdown() {
    String settings =
        setting.entrySet().stream()
            .map(it -> "- " + it.getKey() + ": " + it.getValue())
            .collect(Collectors.joining("\n", "", "\n\n"));
    return settings
        + sections.entrySet().stream()
            .map(it -> "## " + it.getKey() + "\n\n" + table(it.getValue()))
            .collect(Collectors.joining("\n"));
  }

  private static String table(List<Figure> figures) {
    String head =
        "| figure | measured | bar | verdict | beside it |\n| --- | --- | --- | --- | --- |\n";
    return figures.stream()
        .map(
            it ->
                "| %s | %s | %s | %s | %s |\n"
                    .formatted(it.name(), it.value(), it.bar(), it.verdict().word(), it.beside()))
        .collect(Collectors.joining("", head, ""));
  }
}
