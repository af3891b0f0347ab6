package com.livemargs.whatsapp.ingress;

import java.util.Arrays;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.SynchronousSink;

/**
 * What has come of one body, copied at once: a buffer that waited for the others would hold many
 * times the byte that a caller put into it. What is too much is read and thrown away: a caller that
 * sends all before it reads would find a broken connection in place of the answer.
 */
final class GatheredBody {

  private static final long MOST_SPILT = 64L << 20;
  private static final byte[] NOTHING = {};

  private final int limit;
  private final int expected;
  private final HeldBytes.Share share;
  private byte[] bytes = NOTHING;
  private long seen;

  /**
   * Nothing yet.
   *
   * @param said its length by its header, or less than none
   */
  GatheredBody(int limit, long said, HeldBytes.Share share) {
    this.limit = said > limit ? 0 : limit;
    this.expected = said >= 0 && said <= limit ? (int) said : limit;
    this.share = share;
  }

  /** Whether a body of this length ends before too much of it would be thrown away. */
  static boolean isWorthReading(long said, int limit) {
    return said - limit <= MOST_SPILT;
  }

  void pour(DataBuffer buffer, SynchronousSink<Void> sink) {
    try {
      int from = (int) Math.min(seen, limit);
      seen += buffer.readableByteCount();
      if (isTooLarge()) {
        spill(sink);
      } else if (hasRoom()) {
        buffer.read(bytes, from, buffer.readableByteCount());
      } else {
        sink.error(Refusals.overload());
      }
    } finally {
      DataBufferUtils.release(buffer);
    }
  }

  private void spill(SynchronousSink<Void> sink) {
    bytes = NOTHING;
    share.release();
    if (!isWorthReading(seen, limit)) {
      sink.complete();
    }
  }

  private boolean hasRoom() {
    if (seen <= bytes.length) {
      return true;
    }
    int capacity = (int) Math.max(seen, Math.min(2L * bytes.length, expected));
    boolean room = share.take(capacity - bytes.length);
    if (room) {
      bytes = Arrays.copyOf(bytes, capacity);
    }
    return room;
  }

  boolean isTooLarge() {
    return seen > limit;
  }

  byte[] bytes() {
    return seen == bytes.length ? bytes : Arrays.copyOf(bytes, (int) seen);
  }
}
