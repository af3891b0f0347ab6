package com.livemargs.whatsapp.livekit.join;

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

/** The doors of the bridge, where LiveKit is on. */
@Configuration(proxyBeanMethods = false)
@Conditional(LiveKitSwitch.On.class)
public class JoinConfiguration {

  @Bean
  TokenDoor livekitTokenDoor(Access access, LiveKitSettings settings, RoomPublisher publisher) {
    return new TokenDoor(access, new Tokens(settings), publisher);
  }

  @Bean
  RouterFunction<ServerResponse> livekitRoutes(TokenDoor tokens) {
    return route().POST("/livekit/token", tokens::answer).build();
  }
}
