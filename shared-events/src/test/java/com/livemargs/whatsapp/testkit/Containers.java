package com.livemargs.whatsapp.testkit;

import java.util.Optional;
import java.util.function.Supplier;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

/** Real servers in containers, for tests tagged {@code containers}. */
public final class Containers {

  private Containers() {}

  /** Starts a container that ends with this JVM; without an engine the test is skipped. */
  public static <C extends GenericContainer<?>> C start(Supplier<C> container) {
    RealParts.docker();
    C made = container.get();
    Machine.atExit(made::stop);
    made.start();
    return made;
  }

  static Optional<String> engineVersion() {
    DockerClientFactory docker = DockerClientFactory.instance();
    return docker.isDockerAvailable()
        ? Optional.of(docker.getActiveApiVersion())
        : Optional.empty();
  }
}
