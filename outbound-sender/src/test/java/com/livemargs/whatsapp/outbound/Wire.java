package com.livemargs.whatsapp.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.events.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** HTTP/1.1 on a plain socket, as much of it as a fake server needs. */
final class Wire {

  private Wire() {}

  static void write(Socket connection, int status, byte[] body) throws IOException {
    String head =
        "HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(status, body.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head.getBytes(UTF_8));
    out.writeBytes(body);
    connection.getOutputStream().write(out.toByteArray());
    connection.getOutputStream().flush();
  }

  static FakeGraph.Call read(InputStream in) throws IOException {
    String request = line(in);
    if (request.isEmpty()) {
      return null;
    }
    Map<String, String> headers = new ConcurrentHashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    return new FakeGraph.Call(
        request.split(" ")[1], headers, Json.MAPPER.readTree(body), System.nanoTime());
  }

  /** Meta's answer to a send that it takes. */
  static byte[] accepted(FakeGraph.Call call) {
    String to = call.recipient();
    String contact =
        call.body().has("recipient")
            ? "\"user_id\":\"" + to + "\""
            : "\"wa_id\":\"" + to.replace("+", "") + "\"";
    return """
    {"messaging_product":"whatsapp","contacts":[{"input":"%s",%s}],"messages":[{"id":"%s"}]}
    """
        .formatted(to, contact, FakeGraph.wamid(call.callbackData()))
        .getBytes(UTF_8);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(UTF_8);
  }
}
