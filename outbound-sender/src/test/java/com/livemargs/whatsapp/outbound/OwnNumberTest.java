package com.livemargs.whatsapp.outbound;

import com.livemargs.whatsapp.events.Topics;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Each test sends from a number of its own: what it meets slows and stops nobody else's. */
abstract class OwnNumberTest extends OutboundTest {

  final String number =
      Long.toString(ThreadLocalRandom.current().nextLong(1_000_000_000L, 9_999_999_999L));

  String request(String phone, Object text) {
    return "{\"phoneNumber\":\"%s\",\"text\":\"%s\",\"phoneNumberId\":\"%s\"}"
        .formatted(phone, text, number);
  }

  String command(String phone, Object text) {
    String id = UUID.randomUUID().toString();
    KAFKA.produce(
        Topics.OUTBOUND,
        phone,
        "{\"type\":\"send-message\",\"requestId\":\"%s\",%s"
            .formatted(id, request(phone, text).substring(1)));
    return id;
  }
}
