package com.livemargs.whatsapp.processes;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.testkit.Program;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;

/** Each service's jar says what it is made of, and its process says so to operators alone. */
class BillOfMaterialsIT {

  @ParameterizedTest
  @FieldSource("com.livemargs.whatsapp.testkit.Program#SERVICES")
  void jarNamesEveryLibraryThatItHoldsAndNothingThatChangesFromBuildToBuild(Program program)
      throws IOException {
    try (JarFile jar = new JarFile(program.jar().toFile())) {
      JsonNode bill = bill(jar);

      assertThat(bill.path("bomFormat").asString()).isEqualTo("CycloneDX");
      assertThat(bill.path("metadata").path("component").path("name").asString())
          .isEqualTo(program.title());
      assertThat(named(bill)).containsAll(libraries(jar));
      assertThat(bill.has("serialNumber") || bill.path("metadata").has("timestamp")).isFalse();
    }
  }

  private static JsonNode bill(JarFile jar) throws IOException {
    try (InputStream in = jar.getInputStream(jar.getEntry("META-INF/sbom/application.cdx.json"))) {
      return Json.MAPPER.readTree(in);
    }
  }

  private static Set<String> named(JsonNode bill) {
    return bill.path("components")
        .valueStream()
        .map(one -> one.path("name").asString() + "-" + one.path("version").asString())
        .collect(Collectors.toSet());
  }

  // Of netty's natives there is one for each system, with its name behind the version. The loader's
  // tools come with the plugin that packs the jar.
  private static List<String> libraries(JarFile jar) {
    return jar.stream()
        .map(entry -> entry.getName())
        .filter(name -> name.startsWith("BOOT-INF/lib/") && name.endsWith(".jar"))
        .map(name -> name.substring("BOOT-INF/lib/".length(), name.length() - ".jar".length()))
        .filter(name -> !name.startsWith("spring-boot-jarmode-tools"))
        .map(name -> name.replaceFirst("-(linux|osx|windows)-(x86_64|aarch_64|riscv64)$", ""))
        .distinct()
        .toList();
  }

  @ParameterizedTest
  @FieldSource("com.livemargs.whatsapp.testkit.Program#SERVICES")
  void processTellsItToOperatorsAndNotOnThePublicPort(Program program) {
    Deployment deployment = Deployment.shared();

    var told = deployment.operator(program).get("/sbom");

    assertThat(told.headers().firstValue("content-type"))
        .hasValue("application/vnd.cyclonedx+json");
    assertThat(Json.MAPPER.readTree(told.body()).path("metadata").path("component").path("name"))
        .hasToString("\"" + program.title() + "\"");
    for (String path : List.of("/sbom", "/actuator/sbom", "/actuator/sbom/application")) {
      assertThat(Web.get(deployment.first(program).url(path)).status()).isNotEqualTo(200);
    }
  }
}
