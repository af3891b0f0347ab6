package com.livemargs.whatsapp.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.util.unit.DataSize;

/** What an operator writes into {@code .env} reaches the container that reads it. */
class ComposeSettingsTest {

  private static final Pattern NAMED = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)");
  private static final Pattern SIZED = Pattern.compile("size=([0-9]+[kmg])");
  private static final Set<String> OF_THE_HOST = Set.of("MANAGEMENT_PORT");

  @ParameterizedTest
  @CsvSource({
    "webhook-ingress, ingress",
    "media-fetcher, media",
    "persistence-writer, persistence",
    "livekit-bridge, livekit",
    "outbound-sender, outbound"
  })
  void everySettingOfAServiceIsHandedOn(String service, String word) throws IOException {
    assertThat(handedOn(service))
        .containsAll(named("/" + word + ".yml"))
        .contains("JDK_JAVA_OPTIONS");
  }

  @Test
  void everySharedSettingIsHandedOnToSomeService() throws IOException {
    Set<String> all = new TreeSet<>();
    services().keySet().forEach(service -> all.addAll(handedOn(String.valueOf(service))));

    Set<String> shared = named("/whatsapp.yml");
    shared.removeAll(OF_THE_HOST);
    assertThat(all).containsAll(shared).doesNotContainAnyElementsOf(OF_THE_HOST);
  }

  @Test
  void whoeverConsumesIsToldHow() {
    for (String service :
        Set.of("media-fetcher", "persistence-writer", "livekit-bridge", "outbound-sender")) {
      assertThat(handedOn(service))
          .as(service)
          .contains("CONSUMER_BATCH_SIZE", "KAFKA_GROUP_PROTOCOL");
    }
  }

  // Pages of a tmpfs count as memory of the container.
  @Test
  void bodiesThatFillTheDiskOfNginxLeaveItHalfOfItsMemory() {
    Map<?, ?> nginx = Objects.requireNonNull((Map<?, ?>) services().get("nginx"));
    DataSize memory = size(String.valueOf(nginx.get("mem_limit")));

    List<DataSize> disks =
        SIZED
            .matcher(String.valueOf(nginx.get("tmpfs")))
            .results()
            .map(one -> size(one.group(1)))
            .toList();

    assertThat(disks)
        .hasSize(1)
        .allSatisfy(disk -> assertThat(disk.toBytes()).isLessThanOrEqualTo(memory.toBytes() / 2));
  }

  private static DataSize size(String words) {
    return DataSize.parse(words.toUpperCase(Locale.ROOT) + "B");
  }

  private static Set<String> named(String file) throws IOException {
    String text = new ClassPathResource(file).getContentAsString(StandardCharsets.UTF_8);
    Set<String> names = new TreeSet<>();
    NAMED.matcher(text).results().forEach(found -> names.add(found.group(1)));
    return names;
  }

  private static Set<String> handedOn(String service) {
    Map<?, ?> description = (Map<?, ?>) services().get(service);
    Set<String> names = new TreeSet<>();
    if (description != null && description.get("environment") instanceof Map<?, ?> environment) {
      environment.keySet().forEach(name -> names.add(String.valueOf(name)));
    }
    return names;
  }

  private static Map<?, ?> services() {
    YamlMapFactoryBean compose = new YamlMapFactoryBean();
    compose.setResources(new FileSystemResource(Path.of("../../docker-compose.yml")));
    Map<String, Object> read = Objects.requireNonNull(compose.getObject());
    return (Map<?, ?>) Objects.requireNonNull(read.get("services"));
  }
}
