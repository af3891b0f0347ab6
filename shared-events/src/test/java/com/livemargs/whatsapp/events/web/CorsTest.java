package com.livemargs.whatsapp.events.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.livemargs.whatsapp.events.problem.Problem;
import com.livemargs.whatsapp.events.settings.InvalidSettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.cors.reactive.CorsWebFilter;
import reactor.core.publisher.Mono;

class CorsTest {

  private static String allowed(String origins, String path, String origin) {
    CorsWebFilter filter = new WebConfiguration().corsOfPublicPaths(new CorsSettings(origins));
    MockServerWebExchange exchange =
        MockServerWebExchange.from(
            MockServerHttpRequest.options("https://api.example.com" + path)
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header(
                    "Access-Control-Request-Headers", "authorization, x-api-key, idempotency-key"));
    filter.filter(exchange, answered -> Mono.empty()).block();
    return String.valueOf(exchange.getResponse().getHeaders().getAccessControlAllowOrigin());
  }

  @Test
  void configuredOriginMayCallThePathsOfJoinTokens() {
    String origins = "https://app.example.com, http://localhost:3000";

    assertThat(allowed(origins, "/whatsapp/send", "http://localhost:3000"))
        .isEqualTo("http://localhost:3000");
    assertThat(allowed(origins, "/whatsapp/webhook", "http://localhost:3000")).isEqualTo("null");
    assertThat(allowed("", "/whatsapp/send", "http://localhost:3000")).isEqualTo("null");
  }

  @Test
  void anotherOriginIsToldWhatToSet() {
    assertThatThrownBy(
            () -> allowed("https://app.example.com", "/whatsapp/send", "https://evil.example.com"))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.getStatusCode().value()).isEqualTo(403);
              assertThat(problem.getBody().getDetail()).contains("CORS_ALLOWED_ORIGINS");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "app.example.com", "https://app.example.com/path"})
  void whatIsNoOriginStopsTheStart(String origins) {
    assertThatThrownBy(() -> new CorsSettings(origins))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("CORS_ALLOWED_ORIGINS");
  }
}
