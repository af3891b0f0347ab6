package com.livemargs.whatsapp.livekit.show;

import com.livemargs.whatsapp.events.identity.IdentityView;
import com.livemargs.whatsapp.events.kafka.ConsumerGroup;
import com.livemargs.whatsapp.livekit.packet.MediaLinks;
import com.livemargs.whatsapp.livekit.packet.Packets;
import com.livemargs.whatsapp.livekit.server.LiveKitSwitch;
import com.livemargs.whatsapp.livekit.server.PublishOutcome;
import com.livemargs.whatsapp.livekit.server.RoomPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** The group that shows what happens on the topics, where LiveKit is on. */
@Configuration(proxyBeanMethods = false)
@Conditional(LiveKitSwitch.On.class)
@EnableConfigurationProperties(ShowSettings.class)
public class ShowConfiguration {

  private static final String GROUP = "livekit-bridge";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Bean
  RecordReader livekitRecordReader(IdentityView identities, MediaLinks links) {
    RecentMessages recent = new RecentMessages();
    return new RecordReader(
        new MessageEvents(identities, recent),
        new StatusEvents(identities, recent),
        new FileEvents(identities, recent, links),
        new ResultEvents(recent));
  }

  // All at zero, so that a watcher can tell "none" from "unknown".
  @Bean
  MeterBinder livekitPublishMeters() {
    return meters -> {
      for (PublishOutcome outcome : PublishOutcome.values()) {
        meters.counter("whatsapp.livekit.publish", "outcome", outcome.tag());
        meters.counter("whatsapp.livekit.replay", "outcome", outcome.tag());
      }
    };
  }

  @Bean
  ConsumerGroup livekitBridgeGroup(
      RecordReader reader,
      Packets packets,
      RoomPublisher publisher,
      MeterRegistry meters,
      ShowSettings settings,
      IdentityView identities) {
    var limits = new RoomRelay.Limits(settings.staleAfter(), PATIENCE, InstantSource.system());
    var relay = new RoomRelay(reader, packets, publisher, meters, limits);
    return new ConsumerGroup(GROUP, RecordReader.TOPICS, relay).after(identities.known());
  }
}
