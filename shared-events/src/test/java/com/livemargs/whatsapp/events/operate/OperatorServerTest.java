package com.livemargs.whatsapp.events.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.livemargs.whatsapp.events.settings.InvalidSettingException;
import com.livemargs.whatsapp.testkit.OperatorHttp;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

class OperatorServerTest {

  private static final MeterRegistry METERS = new SimpleMeterRegistry();
  private static final OperatorRoutes ONE = at("/one");
  private static final OperatorRoutes OTHER = at("/other");

  private final OperatorServer server = server(OperatorHttp.KEY, 0);

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void everyContributedPathIsServedToAnOperator() {
    server.start();
    OperatorHttp http = new OperatorHttp(server.port(), OperatorHttp.KEY);

    assertThat(http.get("/one").body()).isEqualTo("/one");
    assertThat(http.get("/other").body()).isEqualTo("/other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wrong-key", "an-admin-key-of-the-testsX"})
  void withoutAnAdminKeyNoPathTellsWhetherItIsThereAndTheTryIsCounted(String key) {
    server.start();
    OperatorHttp http = new OperatorHttp(server.port(), key);
    double before = METERS.counter("whatsapp.auth.denied", "reason", "unknown").count();

    assertThat(http.get("/one").statusCode()).isEqualTo(401);
    assertThat(http.get("/nowhere").statusCode()).isEqualTo(401);
    assertThat(METERS.counter("whatsapp.auth.denied", "reason", "unknown").count())
        .isEqualTo(before + 2);
  }

  @Test
  void errorsAreProblems() {
    server.start();
    HttpResponse<String> answer = new OperatorHttp(server.port(), OperatorHttp.KEY).get("/nowhere");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(OperatorHttp.json(answer).path("detail").asString()).isNotBlank();
  }

  @Test
  void whoRunsNoExecutableJarIsToldWhereABillOfMaterialsComesFrom() {
    server.start();
    HttpResponse<String> answer = new OperatorHttp(server.port(), OperatorHttp.KEY).get("/sbom");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(OperatorHttp.json(answer).path("detail").asString()).contains("mvn package");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void withoutKeysNothingListens(String keys) {
    OperatorServer shut = server(keys, 0);
    shut.start();

    assertThat(shut.port()).isEqualTo(-1);
    shut.stop();
  }

  @Test
  void aPortInUseStopsTheStartWithItsVariable() {
    server.start();

    assertThatThrownBy(() -> server(OperatorHttp.KEY, server.port()).start())
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("MANAGEMENT_PORT");
  }

  @ParameterizedTest
  @ValueSource(strings = {" , ", "sha256:00", "change-me"})
  void keysThatAreNoneStopTheStart(String keys) {
    assertThatThrownBy(() -> server(keys, 0))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("WHATSAPP_ADMIN_KEYS");
  }

  @Test
  void thePortIsAThousandAboveThePublicOneUnlessSet() {
    assertThat(settings(null, 8083).listenPort()).isEqualTo(9083);
    assertThat(settings(9999, 8083).listenPort()).isEqualTo(9999);
    assertThatThrownBy(() -> settings(70_000, 8083)).hasMessageContaining("MANAGEMENT_PORT");
  }

  @ParameterizedTest
  @CsvSource({"64535, 65535", "64536, 63536", "65000, 64000", "65535, 64535", "0, 0"})
  void whereNoPortIsAboveItLiesBelow(int publicPort, int expected) {
    assertThat(settings(null, publicPort).listenPort()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void aPortThatNothingOpensStopsNoStart(String keys) {
    OperatorServer shut =
        new OperatorServer(
            new OperatorSettings(keys, "127.0.0.1", 70_000, 65_000), List.of(), METERS);

    shut.start();

    assertThat(shut.port()).isEqualTo(-1);
    shut.stop();
  }

  private static OperatorSettings settings(@Nullable Integer port, int publicPort) {
    return new OperatorSettings(OperatorHttp.KEY, "127.0.0.1", port, publicPort);
  }

  private static OperatorServer server(String keys, int port) {
    return new OperatorServer(
        new OperatorSettings(keys, "127.0.0.1", port, 8080),
        List.of(ONE, OTHER, SbomRoutes.ofThisProgram()),
        METERS);
  }

  private static OperatorRoutes at(String path) {
    return new OperatorRoutes(
        RouterFunctions.route().GET(path, request -> ServerResponse.ok().bodyValue(path)).build());
  }
}
