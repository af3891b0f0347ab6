package com.livemargs.whatsapp.outbound.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.livemargs.whatsapp.events.settings.InvalidSettingException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphSettingsTest {

  private static GraphSettings at(String url) {
    return new GraphSettings("EAA", "1", url, "v26.0", Duration.ofSeconds(30));
  }

  @Test
  void nameOfAContainerMayHaveAnUnderscore() {
    assertThat(at("http://graph_twin:8090/").messagesUrl("1"))
        .isEqualTo("http://graph_twin:8090/v26.0/1/messages");
  }

  @ParameterizedTest
  @ValueSource(strings = {"graph_twin:8090", "ftp://graph_twin", "http://", "http://graph_twin:x"})
  void whatIsNoAddressStopsTheStart(String url) {
    assertThatThrownBy(() -> at(url))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("WHATSAPP_GRAPH_URL");
  }
}
