package com.livemargs.whatsapp.livekit.packet;

import com.livemargs.whatsapp.livekit.server.LiveKitSwitch;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** The writers of packets, where LiveKit is on. */
@Configuration(proxyBeanMethods = false)
@Conditional(LiveKitSwitch.On.class)
@EnableConfigurationProperties(PacketSettings.class)
public class PacketConfiguration {

  @Bean
  Packets livekitPackets(PacketSettings settings) {
    return new Packets(settings.maxBytes());
  }

  @Bean
  MediaLinks livekitMediaLinks(PacketSettings settings) {
    return new MediaLinks(settings, InstantSource.system());
  }
}
