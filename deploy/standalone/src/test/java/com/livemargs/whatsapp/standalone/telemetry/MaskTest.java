package com.livemargs.whatsapp.standalone.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;

/** All services in one process set up their log themselves, and hide what a service alone hides. */
class MaskTest {

  @Test
  void bothHideTheSame() throws IOException {
    var service =
        new YamlPropertySourceLoader()
            .load("service", new ClassPathResource("whatsapp.yml"))
            .getFirst();
    String house = new ClassPathResource("logback.xml").getContentAsString(UTF_8);

    assertThat(house)
        .contains(
            "value=\"" + Objects.requireNonNull(service.getProperty("whatsapp.log.hidden")) + "\"");
  }
}
