package com.livemargs.whatsapp.standalone;

import com.livemargs.whatsapp.ingress.IngressConfiguration;
import com.livemargs.whatsapp.livekit.LiveKitConfiguration;
import com.livemargs.whatsapp.media.MediaConfiguration;
import com.livemargs.whatsapp.outbound.OutboundConfiguration;
import com.livemargs.whatsapp.persistence.PersistenceConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The services in one application context. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
  IngressConfiguration.class,
  MediaConfiguration.class,
  PersistenceConfiguration.class,
  LiveKitConfiguration.class,
  OutboundConfiguration.class
})
class AssembledServices {}
