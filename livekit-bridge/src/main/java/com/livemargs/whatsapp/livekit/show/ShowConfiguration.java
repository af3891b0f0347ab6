package com.livemargs.whatsapp.livekit.show;

import com.livemargs.whatsapp.events.identity.IdentityView;
import com.livemargs.whatsapp.events.kafka.ConsumerGroup;
import com.livemargs.whatsapp.events.progress.WatchdogSettings;
import com.livemargs.whatsapp.livekit.packet.MediaLinks;
import com.livemargs.whatsapp.livekit.packet.Packets;
import com.livemargs.whatsapp.livekit.server.LiveKitSwitch;
import com.livemargs.whatsapp.livekit.server.PublishOutcome;
import com.livemargs.whatsapp.livekit.server.RoomPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
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
  private static final Duration LONGEST_BATCH = Duration.ofSeconds(30);

  @Bean
  RecentMessages livekitRecentMessages() {
    return new RecentMessages();
  }

  @Bean
  RecordReader livekitRecordReader(
      IdentityView identities, RecentMessages recent, MediaLinks links) {
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
  Supplier<Visit> livekitVisits(
      Packets packets, RoomPublisher publisher, RecentMessages recent, ShowSettings settings) {
    Freshness freshness = new Freshness(settings.staleAfter(), InstantSource.system());
    return () -> new Visit(packets, publisher, recent, freshness);
  }

  @Bean
  ConsumerGroup livekitBridgeGroup(
      RecordReader reader,
      Supplier<Visit> visits,
      MeterRegistry meters,
      WatchdogSettings watchdog,
      IdentityView identities) {
    var relay = new RoomRelay(reader, visits, meters, patience(watchdog));
    return new ConsumerGroup(GROUP, RecordReader.TOPICS, relay).after(identities.known());
  }

  // A group that gives up first takes a silent LiveKit for an outage of its own, and fetches the
  // batch again until it is stale.
  static Duration patience(WatchdogSettings watchdog) {
    Duration mostOfTheGroups = watchdog.patience().multipliedBy(4).dividedBy(5);
    return mostOfTheGroups.compareTo(LONGEST_BATCH) < 0 ? mostOfTheGroups : LONGEST_BATCH;
  }
}
