package com.livemargs.whatsapp.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.livemargs.whatsapp.events.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** HTTP/1.1 on a plain socket, for requests that no client would send. */
public final class RawHttp {

  private static final int PATIENCE_MILLIS = 10_000;

  private RawHttp() {}

  /** What came back until the other side hung up. */
  public record Answer(String head, String body) {

    public int status() {
      return Integer.parseInt(head.split(" ", 3)[1]);
    }

    public JsonNode json() {
      return Json.MAPPER.readTree(body);
    }

    /** Whether a line of the head is this header, in lower case. */
    public boolean has(String header) {
      return head.toLowerCase(Locale.ROOT).lines().anyMatch(header::equals);
    }
  }

  /** Sends the beginning of a request line, such as {@code GET /x}, as it is. */
  public static Answer ask(int port, String methodAndUri) {
    return send(port, methodAndUri + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  }

  /** Sends bytes as they are. */
  public static Answer send(int port, String request) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      String[] answer =
          new String(socket.getInputStream().readAllBytes(), ISO_8859_1).split("\r\n\r\n", 2);
      return new Answer(answer[0], answer[1]);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
