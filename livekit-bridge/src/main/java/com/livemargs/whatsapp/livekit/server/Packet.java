package com.livemargs.whatsapp.livekit.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * One data packet for a room.
 *
 * @param nonce a room drops the second packet with a nonce among its last 100, whatever its topic
 */
@SuppressWarnings("ArrayRecordComponent")
public record Packet(String topic, byte[] data, UUID nonce) {

  /**
   * A packet that arrives once however often it is sent.
   *
   * @param revision what makes it another packet than an earlier one about the same message
   */
  public static Packet once(String topic, byte[] data, UUID message, String revision) {
    String name = topic + "\n" + message + "\n" + revision;
    return new Packet(topic, data, UUID.nameUUIDFromBytes(name.getBytes(UTF_8)));
  }

  /** A packet that is meant to be shown again. */
  public static Packet again(String topic, byte[] data) {
    return new Packet(topic, data, UUID.randomUUID());
  }

  byte[] nonceBytes() {
    return ByteBuffer.allocate(16)
        .putLong(nonce.getMostSignificantBits())
        .putLong(nonce.getLeastSignificantBits())
        .array();
  }

  @Override
  public String toString() {
    return "Packet[" + topic + "]";
  }
}
