package com.livemargs.whatsapp.livekit;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import com.livemargs.whatsapp.events.access.Access;
import com.livemargs.whatsapp.events.access.Scope;
import com.livemargs.whatsapp.events.problem.Problem;
import com.livemargs.whatsapp.livekit.server.LiveKitSwitch;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What is left where LiveKit is off: nothing is consumed, and the paths say why. */
@Configuration(proxyBeanMethods = false)
@Conditional(LiveKitSwitch.Off.class)
class OffConfiguration {

  @Bean
  RouterFunction<ServerResponse> livekitOffRoutes(Access access) {
    LoggerFactory.getLogger(OffConfiguration.class)
        .info("LiveKit is off (LIVEKIT_URL): messages are stored and not shown in rooms");
    return route()
        .POST("/livekit/token", request -> refuse(request, access))
        .POST("/livekit/webhook", request -> Mono.error(off()))
        .build();
  }

  private static Mono<ServerResponse> refuse(ServerRequest request, Access access) {
    access.requireKey(request.headers().asHttpHeaders(), Scope.ROOMS);
    return Mono.error(off());
  }

  private static Problem off() {
    return Problem.of(
        HttpStatus.SERVICE_UNAVAILABLE,
        "LiveKit is off",
        "LIVEKIT_URL is not set or off, so there are no rooms. Set LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET and start again.");
  }
}
