package com.livemargs.whatsapp.simulator;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** One file, and the ways to get it to the twin. */
final class Uploads {

  static final byte[] FILE =
      "A picture, as far as anybody here knows. ".repeat(100).getBytes(StandardCharsets.UTF_8);

  private Uploads() {}

  static HttpRequest.Builder form(String path, String fields, String mimeType) {
    StringBuilder body = new StringBuilder();
    for (String field : fields.split(",")) {
      String[] pair = field.split("=", 2);
      body.append(
          "--x\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
              .formatted(pair[0], pair[1]));
    }
    body.append("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n")
        .append("Content-Type: " + mimeType + "\r\n\r\n")
        .append(new String(FILE, StandardCharsets.UTF_8))
        .append("\r\n--x--\r\n");
    return Twin.request(path)
        .setHeader("Content-Type", "multipart/form-data; boundary=x")
        .POST(BodyPublishers.ofString(body.toString()));
  }

  static Twin.Answer upload(String fields, String mimeType) {
    return Twin.call(form("/v26.0/" + Twin.NUMBER + "/media", fields, mimeType));
  }

  static String uploaded() {
    return upload("messaging_product=whatsapp,type=image/jpeg", "image/jpeg")
        .body()
        .path("id")
        .asString();
  }

  static String url(String id) {
    return Twin.get("/v26.0/" + id).body().path("url").asString();
  }

  static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
