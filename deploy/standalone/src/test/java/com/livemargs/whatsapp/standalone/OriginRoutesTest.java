package com.livemargs.whatsapp.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

/** Compose's one origin routes what the description of the API names, and nothing else. */
class OriginRoutesTest {

  private static final Path CONF = Path.of("../docker/nginx.conf");
  private static final Pattern LOCATION = Pattern.compile("location (= )?(/\\S*) \\{([^}]*)}");
  private static final Pattern DESCRIBED = Pattern.compile("(?m)^ {4}\"(/[^\"]+)\": \\{");

  private record Location(boolean isExact, String path, boolean isRouted) {

    static Location of(MatchResult found) {
      boolean routed = found.group(3).contains("proxy_pass ");
      return new Location(found.group(1) != null, found.group(2), routed);
    }

    boolean matches(String asked) {
      return isExact ? path.equals(asked) : asked.startsWith(path);
    }
  }

  @Test
  void everyDescribedPathIsRouted() throws IOException {
    List<Location> locations = locations();

    assertThat(described())
        .hasSizeGreaterThan(5)
        .allSatisfy(path -> assertThat(chosen(locations, path).isRouted()).as(path).isTrue());
  }

  @Test
  void nothingElseIsRouted() throws IOException {
    List<String> described = described();

    assertThat(locations().stream().filter(Location::isRouted))
        .isNotEmpty()
        .allSatisfy(location -> assertThat(described).anyMatch(location::matches));
  }

  // Only the ingress bounds and times the bodies of those who have not signed yet.
  @Test
  void webhooksReachTheIngressAsTheyCome() throws IOException {
    String conf = Files.readString(CONF);

    assertThat(LOCATION.matcher(conf).results())
        .filteredOn(found -> found.group(2).equals("/whatsapp/webhook"))
        .singleElement()
        .satisfies(found -> assertThat(found.group(3)).contains("proxy_request_buffering off;"));
  }

  // nginx's own rule: the exact one, else the longest prefix
  private static Location chosen(List<Location> locations, String path) {
    return locations.stream()
        .filter(location -> location.matches(path))
        .max(
            Comparator.comparing(Location::isExact)
                .thenComparing(location -> location.path().length()))
        .orElseThrow();
  }

  private static List<String> described() throws IOException {
    String text = new ClassPathResource("/openapi.json").getContentAsString(StandardCharsets.UTF_8);
    return DESCRIBED.matcher(text).results().map(found -> found.group(1)).toList();
  }

  private static List<Location> locations() throws IOException {
    String conf = Files.readString(CONF);
    return LOCATION.matcher(conf).results().map(Location::of).toList();
  }
}
