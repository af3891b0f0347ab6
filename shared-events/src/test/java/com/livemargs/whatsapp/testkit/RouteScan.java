package com.livemargs.whatsapp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.access.Scope;
import com.livemargs.whatsapp.events.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** Tries every described path of a running service with every kind of key. */
public final class RouteScan {

  private static final String UNNAMED = "scan-key-without-a-name";

  /** Entries for {@code WHATSAPP_API_KEYS}: one key for each scope, and one for everything. */
  public static final String KEYS =
      Stream.concat(
              Stream.of(UNNAMED),
              Arrays.stream(Scope.values())
                  .map(scope -> "scan-%1$s/%1$s=%2$s".formatted(scope.word(), key(scope.word()))))
          .collect(Collectors.joining(","));

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String ANY = "3f1c9a52-7f0e-4f0a-9d0b-1c2d3e4f5a6b";
  private static final Pattern VARIABLE = Pattern.compile("\\{[^}]*}");
  private static final Pattern ROUTED = Pattern.compile("(?m)^\\s*(.+) -> ");

  private final String baseUrl;

  private RouteScan(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  /** One claim for each path that takes keys. */
  public static Stream<DynamicTest> of(DescribedRoute.Owner owner, String baseUrl) {
    RouteScan scan = new RouteScan(baseUrl);
    return DescribedRoute.of(owner)
        .map(route -> DynamicTest.dynamicTest(route.toString(), () -> scan.claim(route)));
  }

  /** Every path that a service serves is one of those that are tried. */
  public static void assertDescribed(ApplicationContext service) {
    List<String> described =
        DescribedRoute.described().stream().map(route -> filled(route.toString())).toList();

    assertThat(served(service))
        .isNotEmpty()
        .allSatisfy(path -> assertThat(described).contains(path));
  }

  private static List<String> served(ApplicationContext service) {
    Stream<String> mapped =
        service
            .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
            .getHandlerMethods()
            .keySet()
            .stream()
            .flatMap(RouteScan::mapped);
    Stream<String> routed =
        service.getBeansOfType(RouterFunction.class).values().stream()
            .flatMap(routes -> ROUTED.matcher(routes.toString()).results())
            .map(found -> found.group(1).replaceAll("[()]", "").replace(" && ", " "));
    return Stream.concat(mapped, routed).map(RouteScan::filled).toList();
  }

  private static Stream<String> mapped(RequestMappingInfo mapping) {
    Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
    return mapping.getPatternsCondition().getPatterns().stream()
        .flatMap(
            path ->
                methods.isEmpty()
                    ? Stream.of("any method of " + path)
                    : methods.stream().map(method -> method + " " + path));
  }

  private void claim(DescribedRoute route) {
    assertThat(ask(route, null).statusCode()).as("without a key").isEqualTo(401);
    assertThat(ask(route, "a-key-of-nobody").statusCode()).as("a wrong key").isEqualTo(401);
    for (Scope scope : Scope.values()) {
      HttpResponse<String> answer = ask(route, key(scope.word()));
      if (scope.word().equals(route.scope())) {
        assertThat(answer.statusCode()).as("its scope").isNotIn(401, 403);
      } else {
        assertThat(answer.statusCode()).as("only %s", scope).isEqualTo(403);
        assertThat(Json.MAPPER.readTree(answer.body()).path("detail").asString())
            .contains("the scope " + route.scope())
            .doesNotContain(scope.word());
      }
    }
    assertThat(ask(route, UNNAMED).statusCode()).as("a key for all").isNotIn(401, 403);
  }

  private HttpResponse<String> ask(DescribedRoute route, @Nullable String key) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(baseUrl + filled(route.path())))
            .method(route.method(), HttpRequest.BodyPublishers.noBody());
    if (key != null) {
      request.header("X-API-Key", key);
    }
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private static String key(String scope) {
    return "scan-key-that-may-only-" + scope;
  }

  private static String filled(String path) {
    return VARIABLE.matcher(path).replaceAll(ANY);
  }
}
