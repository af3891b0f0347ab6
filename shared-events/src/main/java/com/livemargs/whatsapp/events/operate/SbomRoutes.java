package com.livemargs.whatsapp.events.operate;

import com.livemargs.whatsapp.events.problem.Problem;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * {@code GET /sbom} tells what this program is made of, as CycloneDX, for scanners. On the public
 * port it would tell an attacker which known hole to try.
 */
final class SbomRoutes {

  private static final MediaType CYCLONEDX =
      MediaType.parseMediaType("application/vnd.cyclonedx+json");

  private SbomRoutes() {}

  /** Its path. */
  static OperatorRoutes ofThisProgram() {
    return of(new ClassPathResource("META-INF/sbom/application.cdx.json"));
  }

  static OperatorRoutes of(Resource sbom) {
    return new OperatorRoutes(
        RouterFunctions.route().GET("/sbom", request -> answer(sbom)).build());
  }

  private static Mono<ServerResponse> answer(Resource sbom) {
    return sbom.exists()
        ? ServerResponse.ok().contentType(CYCLONEDX).bodyValue(sbom)
        : Mono.error(nowhere());
  }

  private static Problem nowhere() {
    return Problem.of(
        HttpStatus.NOT_FOUND,
        "No bill of materials",
        "The executable jar that mvn package builds holds it; what ./run builds for itself does not."
            + " Start the program from that jar.");
  }
}
