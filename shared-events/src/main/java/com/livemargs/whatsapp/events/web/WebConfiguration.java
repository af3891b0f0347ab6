package com.livemargs.whatsapp.events.web;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;

import com.livemargs.whatsapp.events.problem.Problem;
import com.livemargs.whatsapp.events.problem.UnreadRequests;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.function.server.support.RouterFunctionMapping;

/** The parts of HTTP that all services share. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CorsSettings.class)
public class WebConfiguration {

  private static final List<String> FOR_BROWSERS =
      List.of("/whatsapp/send", "/whatsapp/messages/**", "/uploads/**");

  /**
   * Paths that take a join token or a signed link, for the configured origins; without any, none.
   */
  @Bean
  CorsWebFilter corsOfPublicPaths(CorsSettings settings) {
    UrlBasedCorsConfigurationSource paths = new UrlBasedCorsConfigurationSource();
    if (!settings.origins().isEmpty()) {
      CorsConfiguration cors = new CorsConfiguration();
      cors.setAllowedOrigins(settings.origins());
      cors.setAllowedMethods(List.of("GET", "HEAD", "POST"));
      cors.setAllowedHeaders(
          List.of("Authorization", "X-API-Key", "Content-Type", "Idempotency-Key", "Range"));
      cors.setExposedHeaders(
          List.of("Idempotency-Replayed", "Retry-After", "Content-Range", "Content-Disposition"));
      cors.setMaxAge(Duration.ofHours(1));
      FOR_BROWSERS.forEach(path -> paths.registerCorsConfiguration(path, cors));
    }
    return new CorsWebFilter(paths, new ToldRefusal());
  }

  /** Says why a browser's request is refused. */
  private static final class ToldRefusal extends DefaultCorsProcessor {
    @Override
    protected void rejectRequest(ServerHttpResponse response) {
      throw Problem.of(
          HttpStatus.FORBIDDEN,
          "Not from this page",
          "Pages of this origin, or this method or header from a page, are not allowed. Name the origin in CORS_ALLOWED_ORIGINS.");
    }
  }

  @Bean
  NettyServerCustomizer unreadRequests() {
    return server -> server.doOnChannelInit(new UnreadRequests());
  }

  @Bean
  @ConditionalOnWebApplication
  WrongMethods wrongMethods(@Qualifier("routerFunctionMapping") RouterFunctionMapping routes) {
    return new WrongMethods(routes);
  }

  /** The description of every public path, the same at each service. */
  @Bean
  RouterFunction<ServerResponse> apiDocs() {
    ClassPathResource description = new ClassPathResource("openapi.json");
    return RouterFunctions.route(
        GET("/v3/api-docs"),
        request ->
            ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(description));
  }
}
