package com.livemargs.whatsapp.standalone.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Health for people, and what of it the public sees. */
class DependenciesHealthIT {

  private static final String PATH = "/actuator/health/dependencies";

  private final House house = House.shared();

  @Test
  void keyHoldersSeeEachDependency() {
    JsonNode health =
        await().until(() -> house.getWithKey(PATH), answer -> answer.status() == 200).json();

    assertThat(health.path("status").asString()).isEqualTo("UP");
    assertThat(health.path("components").propertyNames())
        .contains("disk", "graph", "kafka", "mongodb", "postgresql");
    assertThat(health.at("/components/kafka/details/brokers").asInt()).isEqualTo(1);
  }

  @Test
  void thePublicSeesWhetherAllIsWellAndNothingElse() {
    assertThat(house.get(PATH).json().propertyNames()).containsExactly("status");
    assertThat(house.get(PATH, "X-API-Key", "guessed").json().propertyNames())
        .containsExactly("status");
  }

  @ParameterizedTest
  @ValueSource(strings = {"liveness", "readiness"})
  void groupsForMachinesSayNothingMore(String group) {
    String path = "/actuator/health/" + group;

    House.Answer answer = await().until(() -> house.getWithKey(path), it -> it.status() == 200);

    assertThat(answer.json().propertyNames()).containsExactly("status");
  }

  @Test
  void noOtherActuatorEndpointIsThere() {
    for (String endpoint :
        List.of("env", "configprops", "heapdump", "loggers", "beans", "metrics")) {
      assertThat(house.getWithKey("/actuator/" + endpoint).status()).isEqualTo(404);
    }
    assertThat(house.get("/actuator/health/kafka").status()).isEqualTo(404);
  }
}
