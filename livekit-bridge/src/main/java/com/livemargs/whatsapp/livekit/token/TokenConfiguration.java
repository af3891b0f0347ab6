package com.livemargs.whatsapp.livekit.token;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import com.livemargs.whatsapp.events.access.Access;
import com.livemargs.whatsapp.livekit.server.LiveKitSettings;
import com.livemargs.whatsapp.livekit.server.LiveKitSwitch;
import com.livemargs.whatsapp.livekit.server.RoomPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The token endpoint, where LiveKit is on. */
@Configuration(proxyBeanMethods = false)
@Conditional(LiveKitSwitch.On.class)
public class TokenConfiguration {

  @Bean
  RouterFunction<ServerResponse> livekitTokenRoute(
      Access access, LiveKitSettings settings, RoomPublisher publisher) {
    TokenDoor door = new TokenDoor(access, new Tokens(settings), publisher);
    return route().POST("/livekit/token", door::answer).build();
  }
}
