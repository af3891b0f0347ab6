package com.livemargs.whatsapp.events.kafka;

import com.livemargs.whatsapp.testkit.KafkaServer;

class BadRecordsTest extends BadRecordsContract {

  @Override
  KafkaServer broker() {
    return KafkaServer.shared();
  }
}
