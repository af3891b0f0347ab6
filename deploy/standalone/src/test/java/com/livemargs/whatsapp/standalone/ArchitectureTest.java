package com.livemargs.whatsapp.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows of the house: what may know what. */
class ArchitectureTest {
  private static final String BASE = "com.livemargs.whatsapp.";
  private static final String[] SERVICES = {
    "ingress", "media", "persistence", "livekit", "outbound"
  };

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(place -> !place.contains("testkit"))
          .importPackages("com.livemargs.whatsapp");

  @ParameterizedTest
  @ValueSource(strings = {"ingress", "media", "persistence", "livekit", "outbound"})
  void serviceKnowsOfOursOnlyTheSharedEvents(String service) {
    var others =
        Stream.concat(
            Arrays.stream(SERVICES).filter(other -> !other.equals(service)),
            Stream.of("simulator", "standalone"));

    noClasses()
        .that()
        .resideInAPackage(BASE + service + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others.map(other -> BASE + other + "..").toArray(String[]::new))
        .check(HOUSE);
  }

  @Test
  void sharedEventsKnowNobody() {
    noClasses()
        .that()
        .resideInAPackage(BASE + "events..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            Stream.concat(Arrays.stream(SERVICES), Stream.of("simulator", "standalone"))
                .map(other -> BASE + other + "..")
                .toArray(String[]::new))
        .check(HOUSE);
  }

  @Test
  void simulatorKnowsNothingOfWhatItTests() {
    noClasses()
        .that()
        .resideInAPackage(BASE + "simulator..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            Stream.concat(Arrays.stream(SERVICES), Stream.of("events", "standalone"))
                .map(other -> BASE + other + "..")
                .toArray(String[]::new))
        .check(HOUSE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "events",
        "ingress",
        "media",
        "persistence",
        "livekit",
        "outbound",
        "simulator",
        "standalone"
      })
  void packagesOfAModuleFormNoCircle(String module) {
    slices().matching(BASE + module + ".(**)").should().beFreeOfCycles().check(HOUSE);
  }
}
