package com.livemargs.whatsapp.livekit;

import com.livemargs.whatsapp.events.access.AccessConfiguration;
import com.livemargs.whatsapp.events.deadletter.DeadLetterConfiguration;
import com.livemargs.whatsapp.events.identity.IdentityConfiguration;
import com.livemargs.whatsapp.events.kafka.EventsConfiguration;
import com.livemargs.whatsapp.livekit.join.JoinConfiguration;
import com.livemargs.whatsapp.livekit.packet.PacketConfiguration;
import com.livemargs.whatsapp.livekit.server.ServerConfiguration;
import com.livemargs.whatsapp.livekit.show.ShowConfiguration;
import com.livemargs.whatsapp.livekit.token.TokenConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Everything the bridge is made of; with LiveKit off only its two paths remain, to say so. */
@Configuration(proxyBeanMethods = false)
@Import({
  EventsConfiguration.class,
  DeadLetterConfiguration.class,
  AccessConfiguration.class,
  IdentityConfiguration.class,
  ServerConfiguration.class,
  PacketConfiguration.class,
  ShowConfiguration.class,
  JoinConfiguration.class,
  TokenConfiguration.class,
  OffConfiguration.class
})
public class LiveKitConfiguration {}
