package com.livemargs.whatsapp.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A customer's file, from Meta to whoever opens it. */
class MediaIT extends EndToEnd {

  private static final byte[] PNG =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

  @ParameterizedTest
  @CsvSource({
    "image, image/png, photo.png",
    "video, video/mp4, clip.mp4",
    "audio, audio/mpeg, song.mp3",
    "document, application/pdf, invoice.pdf",
    "sticker, image/webp, sticker.webp"
  })
  void aCustomersFileIsFetchedCheckedAndServed(String type, String mimeType, String fileName) {
    byte[] bytes = file(type);
    Map<String, Object> file = Map.of("base64", bytes, "mimeType", mimeType, "fileName", fileName);
    String wamid = system.customerSends(Map.of("phone", phone, "type", type, "file", file));

    eventually(
        () ->
            assertThat(system.message(phone, wamid).path("mediaStatus").asString(""))
                .isEqualTo("stored"));
    JsonNode message = system.message(phone, wamid);
    assertThat(message.path("mediaType").asString()).isEqualTo(type);
    assertThat(message.path("fileSize").asLong()).isEqualTo(bytes.length);
    Running.Answer served = system.get(message.path("mediaUrl").asString(), system.house.apiKey());
    assertThat(served.status()).isEqualTo(200);
    assertThat(served.body()).isEqualTo(bytes);
    assertThat(served.headers().get("x-content-type-options")).containsExactly("nosniff");
    assertThat(system.get(message.path("mediaUrl").asString(), null).status()).isEqualTo(401);
    eventually(
        () ->
            assertThat(
                    system.mongo(
                        "whatsappMessages",
                        new Document("whatsappMessageId", wamid).append("mediaStatus", "stored")))
                .hasSize(1));
  }

  private static byte[] file(String type) {
    String text =
        switch (type) {
          case "document" ->
              "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n" + type;
          case "audio" -> "ID3\u0003\u0000\u0000\u0000\u0000\u0000\n" + "x".repeat(64);
          case "video" ->
              "\u0000\u0000\u0000\u0018ftypmp42\u0000\u0000\u0000\u0000mp42isom" + "x".repeat(64);
          case "sticker" -> "RIFF\u0040\u0000\u0000\u0000WEBPVP8 " + "x".repeat(64);
          default -> "";
        };
    return type.equals("image") ? PNG : text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
