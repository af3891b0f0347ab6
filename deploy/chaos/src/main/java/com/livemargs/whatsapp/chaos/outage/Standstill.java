package com.livemargs.whatsapp.chaos.outage;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.chaos.cluster.Instance;
import com.livemargs.whatsapp.chaos.crash.StopAtPoint;
import com.livemargs.whatsapp.chaos.look.Metrics;
import com.livemargs.whatsapp.chaos.process.Wait;
import com.livemargs.whatsapp.events.crash.CrashPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A consumer of one process that stands still, and what the process makes of it. */
final class Standstill {

  private static final String RESTARTS = "whatsapp_consumer_restarts_total{";
  private static final Duration START_AND_FIRST_BATCH = Duration.ofMinutes(4);

  private final Instance instance;
  private final Duration patience;
  private long stands;
  private String where = "";

  /** In this instance, watched for so long. */
  Standstill(Instance instance, Duration patience) {
    this.instance = instance;
    this.patience = patience;
  }

  /** Starts the process anew so that the first consumer that passes the point stands there. */
  boolean begin(CrashPoint point, StopAtPoint.Manner manner) {
    instance.stop();
    long before = instance.log().toFile().length();
    instance.wedge(point, manner);
    instance.start();
    boolean stood =
        Wait.until(START_AND_FIRST_BATCH, () -> logSince(before).contains(StopAtPoint.STANDS));
    stands = System.nanoTime();
    instance.arm(null, 0);
    where =
        logSince(before)
            .lines()
            .filter(it -> it.contains(StopAtPoint.STANDS))
            .findFirst()
            .orElse("");
    return stood;
  }

  /** What the thread said of itself. */
  String where() {
    return where;
  }

  private String logSince(long position) {
    try (SeekableByteChannel log = Files.newByteChannel(instance.log())) {
      ByteBuffer bytes = ByteBuffer.allocate((int) (log.size() - position));
      log.position(position);
      int read = log.read(bytes);
      while (read >= 0 && bytes.hasRemaining()) {
        read = log.read(bytes);
      }
      return new String(bytes.array(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Seconds until its consumers were replaced; -1 for never. */
  double untilReplaced() {
    return seconds(() -> Metrics.sum(instance, RESTARTS) > 0);
  }

  /** Seconds until something came true; -1 for never. */
  double seconds(BooleanSupplier condition) {
    boolean came = Wait.until(patience, condition);
    return came ? (System.nanoTime() - stands) / 1_000_000 / 1e3 : -1;
  }
}
