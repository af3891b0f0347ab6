package com.livemargs.whatsapp.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.testkit.RawHttp;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** What the public port says to requests that none of its paths takes. */
class RefusedRequestsIT extends EndToEnd {

  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

  @Test
  void aUriThatCannotBeReadIsAProblem() {
    for (String uri : new String[] {"/whatsapp/messages/%zz", "/a|b", "/a b"}) {
      RawHttp.Answer answer = RawHttp.ask(system.house.url().getPort(), "GET " + uri);

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.has("content-type: application/problem+json")).isTrue();
      assertThat(answer.json().path("status").asInt()).isEqualTo(400);
    }
  }

  @TestFactory
  Stream<DynamicTest> methodThatAPathDoesNotTakeIsToldThoseThatItTakes() {
    return system.get("/v3/api-docs", null).json().path("paths").properties().stream()
        .flatMap(RefusedRequestsIT::wrongMethods);
  }

  private static Stream<DynamicTest> wrongMethods(Map.Entry<String, JsonNode> path) {
    Set<String> described =
        path.getValue().propertyNames().stream()
            .map(name -> name.toUpperCase(Locale.ROOT))
            .filter(METHODS::contains)
            .collect(Collectors.toSet());
    return METHODS.stream()
        .filter(method -> !described.contains(method))
        .map(
            method ->
                DynamicTest.dynamicTest(
                    method + " " + path.getKey(),
                    () -> assertNotAllowed(method, path.getKey(), described)));
  }

  private static void assertNotAllowed(String method, String path, Set<String> described) {
    var url = system.house.url().resolve(path.replaceAll("\\{[^}]*}", "x"));

    Running.Answer answer = system.call(method, url, null, Map.of(), new byte[0]);

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.headers().get("content-type")).containsExactly("application/problem+json");
    assertThat(answer.headers().get("allow").getFirst().split(", ?"))
        .containsAll(described)
        .doesNotContain(method);
    assertThat(answer.json().path("detail").asString()).contains(described);
  }
}
