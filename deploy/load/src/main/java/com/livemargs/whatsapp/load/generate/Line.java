package com.livemargs.whatsapp.load.generate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Locale;

/** One kept-alive connection: one request at a time, whose answer is read to its end. */
final class Line {

  private static final int ANSWER_BYTES = 16 << 10;
  private static final int STATUS_AT = 9;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final ByteBuffer answer = ByteBuffer.allocate(ANSWER_BYTES);
  private ByteBuffer request = ByteBuffer.allocate(0);
  private int index;
  private long from;

  Line(Selector selector, int port) throws IOException {
    channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  int index() {
    return index;
  }

  long from() {
    return from;
  }

  void send(byte[] bytes, int number, long start) throws IOException {
    index = number;
    from = start;
    request = ByteBuffer.wrap(bytes);
    answer.clear();
    flush();
  }

  void resend() throws IOException {
    request.rewind();
    answer.clear();
    flush();
  }

  void flush() throws IOException {
    channel.write(request);
    key.interestOps(
        request.hasRemaining()
            ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
            : SelectionKey.OP_READ);
  }

  /** The status once the whole answer is there, else 0. */
  int read() throws IOException {
    if (channel.read(answer) < 0) {
      throw new IOException("the server closed a connection");
    }
    String head = new String(answer.array(), 0, answer.position(), ISO_8859_1);
    int end = head.indexOf("\r\n\r\n");
    return end < 0 || !isWhole(head, end + 4) ? 0 : status(head);
  }

  private static boolean isWhole(String head, int body) {
    String lower = head.substring(0, body).toLowerCase(Locale.ROOT);
    int at = lower.indexOf("content-length:");
    if (at < 0) {
      return !lower.contains("transfer-encoding: chunked") || head.endsWith("0\r\n\r\n");
    }
    String length = lower.substring(at + "content-length:".length(), lower.indexOf('\r', at));
    return head.length() - body >= Integer.parseInt(length.strip());
  }

  private static int status(String head) {
    return Integer.parseInt(head.substring(STATUS_AT, STATUS_AT + 3));
  }

  void close() throws IOException {
    channel.close();
  }
}
