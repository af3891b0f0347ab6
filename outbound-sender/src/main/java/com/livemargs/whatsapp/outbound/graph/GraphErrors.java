package com.livemargs.whatsapp.outbound.graph;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.outbound.graph.GraphError.Kind;
import com.livemargs.whatsapp.outbound.graph.GraphError.Remedy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The one table of Graph's error codes: {@code graph/errors.txt}. */
public final class GraphErrors {

  private static final int FIRST_PERMISSION = 200;
  private static final int LAST_PERMISSION = 299;
  private static final Map<Integer, Remedy> REMEDIES =
      Map.of(
          130429, Remedy.NUMBER_SLOWER,
          131056, Remedy.CUSTOMER_LATER,
          190, Remedy.NEW_TOKEN,
          0, Remedy.NEW_TOKEN);
  private static final Map<Integer, GraphError> TABLE = load();
  private static final GraphError PERMISSION =
      new GraphError(
          Kind.OURS,
          Remedy.NONE,
          "A permission of the access token is missing or was removed.",
          "Grant whatsapp_business_messaging to the system user and set WHATSAPP_ACCESS_TOKEN.",
          0);
  private static final GraphError OTHER =
      new GraphError(
          Kind.OURS,
          Remedy.NONE,
          "Meta refused the message with a code that is not in our table.",
          "Look the code up in Meta's error reference; the message was not sent.",
          0);
  private static final GraphError NO_CODE =
      new GraphError(
          Kind.OURS,
          Remedy.NONE,
          "Something answered in Meta's place, without an error of the Graph API.",
          "Check WHATSAPP_GRAPH_URL, WHATSAPP_API_VERSION and proxies; the message was not sent.",
          0);

  private GraphErrors() {}

  /** What a code means; null for an answer without one. */
  public static GraphError of(@Nullable Integer code) {
    if (code == null) {
      return NO_CODE;
    }
    boolean permission = code >= FIRST_PERMISSION && code <= LAST_PERMISSION;
    return TABLE.getOrDefault(code, permission ? PERMISSION : OTHER);
  }

  /** Whether an answer with this code says that the message was not taken. */
  static boolean excludesAcceptance(int code, int status) {
    boolean known = TABLE.containsKey(code) || of(code) == PERMISSION;
    return known ? of(code).kind() != Kind.UNDECIDED : status < 500;
  }

  private static Map<Integer, GraphError> load() {
    try (InputStream file = GraphErrors.class.getResourceAsStream("/graph/errors.txt")) {
      if (file == null) {
        throw new IllegalStateException("graph/errors.txt is not in the jar");
      }
      Map<Integer, GraphError> table = new TreeMap<>();
      new String(file.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split("\\|", -1))
          .map(GraphErrors::stripped)
          .forEach(cells -> table.put(Integer.valueOf(cells[0]), error(cells)));
      return table;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String[] stripped(String[] cells) {
    return Arrays.stream(cells).map(String::strip).toArray(String[]::new);
  }

  private static GraphError error(String[] cells) {
    return new GraphError(
        Kind.valueOf(cells[1]),
        REMEDIES.getOrDefault(Integer.valueOf(cells[0]), Remedy.NONE),
        cells[3],
        cells[4],
        Long.parseLong(cells[2]));
  }
}
