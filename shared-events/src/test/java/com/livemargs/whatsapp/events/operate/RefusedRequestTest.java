package com.livemargs.whatsapp.events.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.testkit.OperatorHttp;
import com.livemargs.whatsapp.testkit.RawHttp;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** What never becomes a request, and what no route takes, at a server of ours. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedRequestTest {

  private static final OperatorRoutes ROUTES =
      new OperatorRoutes(
          RouterFunctions.route()
              .GET("/one/{id}", request -> ServerResponse.ok().build())
              .POST("/one/{id}", request -> ServerResponse.ok().build())
              .DELETE("/one/two/{id}", request -> ServerResponse.ok().build())
              .build());

  private final OperatorServer server =
      new OperatorServer(
          new OperatorSettings(OperatorHttp.KEY, "127.0.0.1", 0, 8080),
          List.of(ROUTES),
          new SimpleMeterRegistry());

  @BeforeAll
  void start() {
    server.start();
  }

  @AfterAll
  void stop() {
    server.stop();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /%zz", "GET /a|b", "GET /a b", "GET /[", "POST /\""})
  void aUriThatCannotBeReadIsAProblem(String methodAndUri) {
    assertProblem(RawHttp.ask(server.port(), methodAndUri), 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/1.1\r\nHo st: x\r\n\r\n", "hello\r\n\r\n"})
  void whatIsNoHttpIsAProblem(String request) {
    assertProblem(RawHttp.send(server.port(), request), 400);
  }

  @Test
  void whatIsTooLongToBeReadIsAProblem() {
    String tooLong = "x".repeat(10_000);

    assertProblem(RawHttp.ask(server.port(), "GET /" + tooLong), 414);
    assertProblem(RawHttp.ask(server.port(), "GET / HTTP/1.1\r\nX: " + tooLong), 431);
  }

  @Test
  void theConnectionIsGoodForTheNextRequest() {
    String both =
        RawHttp.send(
                server.port(),
                "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\nGET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            .body();

    assertThat(both).contains("}HTTP/1.1 401 ");
  }

  @Test
  void aHeadIsToldWithoutABody() {
    RawHttp.Answer answer = RawHttp.ask(server.port(), "HEAD /%zz");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.has("content-type: application/problem+json")).isTrue();
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void aMethodThatAPathDoesNotTakeIsToldThoseThatItTakes() {
    OperatorHttp http = new OperatorHttp(server.port(), OperatorHttp.KEY);

    HttpResponse<String> answer = http.post("/one/two/three", "");

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().allValues("Allow")).containsExactly("DELETE");
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(OperatorHttp.json(answer).path("detail").asString()).contains("DELETE");
    assertThat(http.get("/one/1").statusCode()).isEqualTo(200);
    assertThat(http.get("/none").statusCode()).isEqualTo(404);
  }

  private static void assertProblem(RawHttp.Answer answer, int status) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.has("content-type: application/problem+json")).isTrue();
    assertThat(answer.json().path("type").asString()).isEqualTo("about:blank");
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    assertThat(answer.json().path("title").asString()).isNotBlank();
    assertThat(answer.json().path("detail").asString()).isNotBlank();
  }
}
