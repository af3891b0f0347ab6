package com.livemargs.whatsapp.events.kafka;

import com.livemargs.whatsapp.testkit.KafkaServer;
import org.junit.jupiter.api.Tag;

@Tag("containers")
class BadRecordsContainerTest extends BadRecordsContract {

  @Override
  KafkaServer broker() {
    return KafkaInContainer.shared();
  }
}
