package com.livemargs.whatsapp.simulator.graph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;

/** Meta's error codes with their usual HTTP status and words. */
public final class GraphErrors {

  private static final Map<Integer, GraphError> KNOWN = read();

  private GraphErrors() {}

  /** The error as Meta words it; an unlisted code becomes a plain 400. */
  public static GraphError of(int code) {
    GraphError known = KNOWN.get(code);
    return known != null ? known : oauth(400, code, "(#" + code + ") Error", null, null, false);
  }

  /** The error with a sentence that says what was wrong this time. */
  public static GraphError of(int code, String details) {
    return of(code).because(details);
  }

  /** The answer to a token nobody issued. */
  public static GraphError invalidToken() {
    String message = "Invalid OAuth access token - Cannot parse access token";
    return oauth(401, 190, message, null, null, false);
  }

  /** The answer for an id that is not there or not visible to the token. */
  public static GraphError unknownObject(String method, String id) {
    String message =
        "Unsupported %s request. Object with ID '%s' does not exist, cannot be loaded due to missing"
            + " permissions, or does not support this operation.";
    return new GraphError(
        400, 100, message.formatted(method, id), "GraphMethodException", null, 33, false);
  }

  private static GraphError oauth(
      int http,
      int code,
      String message,
      @Nullable String details,
      @Nullable Integer subcode,
      boolean isTransient) {
    return new GraphError(http, code, message, "OAuthException", details, subcode, isTransient);
  }

  private static Map<Integer, GraphError> read() {
    try {
      var table = new ClassPathResource("simulator/graph-errors.tsv");
      return table
          .getContentAsString(StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .map(GraphErrors::parse)
          .collect(Collectors.toUnmodifiableMap(GraphError::code, Function.identity()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GraphError parse(String[] cell) {
    String details = cell.length > 3 && !cell[3].isEmpty() ? cell[3] : null;
    Integer subcode = cell.length > 4 && !cell[4].isEmpty() ? Integer.valueOf(cell[4]) : null;
    boolean isTransient = cell.length > 5 && Boolean.parseBoolean(cell[5]);
    return oauth(
        Integer.parseInt(cell[1]),
        Integer.parseInt(cell[0]),
        cell[2],
        details,
        subcode,
        isTransient);
  }
}
