package com.livemargs.whatsapp.load.generate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;

/**
 * Posts webhooks over kept-alive connections from one thread, and a refused one again, as Meta
 * does. Its own ceiling is measured against a server that does nothing.
 */
public final class Generator implements AutoCloseable {

  private static final int OK = 200;

  private final Selector selector;
  private final List<Line> lines = new ArrayList<>();
  private final Deque<Line> idle = new ArrayDeque<>();

  /** Sees each request as it is sent. */
  @FunctionalInterface
  public interface Sent {

    /** At this {@link System#nanoTime}. */
    void at(Webhook webhook, long nanos);
  }

  /** Connects. */
  public Generator(int port, int connections) {
    try {
      selector = Selector.open();
      for (int i = 0; i < connections; i++) {
        lines.add(new Line(selector, port));
      }
      idle.addAll(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** So many in closed loop. */
  public Outcome run(List<Webhook> webhooks) {
    return run(Pace.closed(), webhooks.size(), webhooks::get, (webhook, nanos) -> {});
  }

  /** So many at this pace. */
  public Outcome run(Pace pace, int count, IntFunction<Webhook> webhooks, Sent sent) {
    return run(pace, count, webhooks, sent, new AtomicBoolean());
  }

  /** As {@link #run(Pace, int, IntFunction, Sent)}, until told to end. */
  public Outcome run(
      Pace pace, int count, IntFunction<Webhook> webhooks, Sent sent, AtomicBoolean end) {
    Run run = new Run(pace, count, webhooks, sent);
    try {
      while (run.answered < count && !end.get()) {
        run.sendDue();
        run.receive();
      }
      return run.outcome();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Run {

    private final Pace pace;
    private final int count;
    private final IntFunction<Webhook> webhooks;
    private final Sent sent;
    private final long[] latencies;
    private final long start = System.nanoTime();
    private int next;
    private int answered;
    private int refused;

    Run(Pace pace, int count, IntFunction<Webhook> webhooks, Sent sent) {
      this.pace = pace;
      this.count = count;
      this.webhooks = webhooks;
      this.sent = sent;
      this.latencies = new long[count];
    }

    void sendDue() throws IOException {
      while (next < count && !idle.isEmpty() && waits() <= 0) {
        Webhook webhook = webhooks.apply(next);
        long due = pace.due(next);
        long now = System.nanoTime();
        long from = due < 0 ? now : start + due;
        sent.at(webhook, from);
        idle.remove().send(webhook.request(), next, from);
        next++;
      }
    }

    private long waits() {
      return pace.due(next) < 0 ? 0 : start + pace.due(next) - System.nanoTime();
    }

    void receive() throws IOException {
      // Rather a millisecond late, and its answer timed for it, than a core that waits in circles.
      selector.select(1);
      for (SelectionKey key : selector.selectedKeys()) {
        Line line = (Line) key.attachment();
        if (key.isWritable()) {
          line.flush();
        }
        if (key.isReadable()) {
          take(line);
        }
      }
      selector.selectedKeys().clear();
    }

    private void take(Line line) throws IOException {
      int status = line.read();
      if (status == OK) {
        latencies[line.index()] = System.nanoTime() - line.from();
        answered++;
        idle.add(line);
      } else if (status > 0) {
        refused++;
        if (refused > count) {
          throw new IOException("refused more often than answered, with " + status);
        }
        line.resend();
      }
    }

    Outcome outcome() {
      return Outcome.of(System.nanoTime() - start, latencies, refused);
    }
  }

  @Override
  public void close() {
    try {
      for (Line line : lines) {
        line.close();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
