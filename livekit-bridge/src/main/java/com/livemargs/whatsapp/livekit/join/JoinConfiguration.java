package com.livemargs.whatsapp.livekit.join;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import com.livemargs.whatsapp.livekit.packet.MediaLinks;
import com.livemargs.whatsapp.livekit.packet.Packets;
import com.livemargs.whatsapp.livekit.server.LiveKitSettings;
import com.livemargs.whatsapp.livekit.server.LiveKitSwitch;
import com.livemargs.whatsapp.livekit.server.RoomPublisher;
import com.livemargs.whatsapp.livekit.show.RecentMessages;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The reception of LiveKit's reports, where LiveKit is on. */
@Configuration(proxyBeanMethods = false)
@Conditional(LiveKitSwitch.On.class)
@EnableConfigurationProperties(ReplaySettings.class)
public class JoinConfiguration {

  @Bean
  History livekitHistory(ReplaySettings settings, RecentMessages recent, MediaLinks links) {
    if (!settings.isOn()) {
      LoggerFactory.getLogger(JoinConfiguration.class)
          .info("Nothing is replayed to who joins a room: INTERNAL_API_KEY is not set");
    }
    return new History(settings, recent, links);
  }

  @Bean
  Replay livekitReplay(
      History history, Packets packets, RoomPublisher publisher, MeterRegistry meters) {
    return new Replay(history, packets, publisher, meters);
  }

  @Bean
  Reception livekitReception(RoomPublisher publisher, Replay replay) {
    return new Reception(publisher, replay);
  }

  @Bean
  RouterFunction<ServerResponse> livekitWebhookRoute(
      LiveKitSettings settings, Reception reception) {
    WebhookDoor door = new WebhookDoor(new Signature(settings), reception);
    return route().POST("/livekit/webhook", door::answer).build();
  }
}
