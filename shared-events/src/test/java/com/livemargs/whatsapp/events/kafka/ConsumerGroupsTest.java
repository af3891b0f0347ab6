package com.livemargs.whatsapp.events.kafka;

import com.livemargs.whatsapp.testkit.KafkaServer;

class ConsumerGroupsTest extends ConsumerGroupsContract {

  @Override
  KafkaServer broker() {
    return KafkaServer.shared();
  }
}
