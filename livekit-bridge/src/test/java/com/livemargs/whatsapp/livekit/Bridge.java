package com.livemargs.whatsapp.livekit;

import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.LiveKitServer;
import com.livemargs.whatsapp.testkit.RouteScan;
import org.springframework.test.context.DynamicPropertyRegistry;

/** What every bridge of the tests is set to. */
final class Bridge {

  static final String API_KEY = "a-key-for-the-tests";
  static final String API_KEYS = API_KEY + "," + RouteScan.KEYS;

  private Bridge() {}

  static void settings(DynamicPropertyRegistry registry, KafkaServer kafka) {
    registry.add("spring.kafka.bootstrap-servers", kafka::bootstrapServers);
    registry.add("whatsapp.topics.partitions", () -> 2);
    registry.add("whatsapp.access.api-keys", () -> API_KEYS);
    registry.add("whatsapp.livekit.api-key", () -> LiveKitServer.KEY);
    registry.add("whatsapp.livekit.api-secret", () -> LiveKitServer.SECRET);
  }
}
