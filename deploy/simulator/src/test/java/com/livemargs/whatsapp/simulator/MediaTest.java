package com.livemargs.whatsapp.simulator;

import static com.livemargs.whatsapp.simulator.Uploads.FILE;
import static com.livemargs.whatsapp.simulator.Uploads.form;
import static com.livemargs.whatsapp.simulator.Uploads.sha256;
import static com.livemargs.whatsapp.simulator.Uploads.upload;
import static com.livemargs.whatsapp.simulator.Uploads.uploaded;
import static com.livemargs.whatsapp.simulator.Uploads.url;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class MediaTest {

  @BeforeEach
  void reset() {
    Twin.reset();
  }

  @Test
  void anUploadIsFoundDownloadedAndDeleted() throws Exception {
    String id = uploaded();

    JsonNode found = Twin.get("/v26.0/" + id + "?phone_number_id=" + Twin.NUMBER).body();
    assertThat(found.propertyNames())
        .containsExactlyElementsOf(Twin.sampleJson("media.get_url.response.json").propertyNames());
    assertThat(found.path("sha256").asString()).isEqualTo(sha256(FILE));
    assertThat(found.path("file_size").asInt()).isEqualTo(FILE.length);
    var download = Twin.exchange(Twin.request(found.path("url").asString()).GET());
    assertThat(download.body()).isEqualTo(FILE);
    assertThat(download.headers().firstValue("Content-Type")).contains("image/jpeg");

    assertThat(Twin.call(Twin.request("/v26.0/" + id).DELETE()).body())
        .isEqualTo(Twin.sampleJson("media.delete.response.json"));
    assertThat(Twin.get("/v26.0/" + id).body().at("/error/error_subcode").asInt()).isEqualTo(33);
  }

  @Test
  void bytesNeedTheToken() throws IOException {
    var request = Twin.request(url(uploaded())).setHeader("Authorization", "Bearer stolen").GET();

    assertThat(Twin.exchange(request).statusCode()).isEqualTo(401);
  }

  @Test
  void aUrlDiesWithItsTime() throws IOException {
    Twin.patch("/simulator/behaviour", "{\"mediaUrlLifetime\":\"PT0S\"}");
    String id = uploaded();

    assertThat(Twin.exchange(Twin.request(url(id)).GET()).statusCode()).isEqualTo(404);
    Twin.patch("/simulator/behaviour", "{\"mediaUrlLifetime\":\"PT5M\"}");
    assertThat(Twin.exchange(Twin.request(url(id)).GET()).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "messaging_product=whatsapp, image/gif, 131053",
    "messaging_product=telegram, image/jpeg, 100"
  })
  void uploadsMetaWouldNotTakeAreRefused(String fields, String mimeType, int code) {
    assertThat(upload(fields, mimeType).body().at("/error/code").asInt()).isEqualTo(code);
  }

  @Test
  void aCustomersFileHasItsHashInBase64AndAUrl() throws Exception {
    Twin.call(
        form(
            "/simulator/customers/messages?wait=true",
            "phone=+4915550118822,caption=Schau",
            "image/jpeg"));

    JsonNode image = Twin.RECEIVER.all().getFirst().value().at("/messages/0/image");
    byte[] hash = Base64.getDecoder().decode(image.path("sha256").asString());
    assertThat(HexFormat.of().formatHex(hash)).isEqualTo(sha256(FILE));
    assertThat(image.path("caption").asString()).isEqualTo("Schau");
    assertThat(Twin.exchange(Twin.request(image.path("url").asString()).GET()).body())
        .isEqualTo(FILE);
    assertThat(Twin.get("/v26.0/" + image.path("id").asString()).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "video/mp4, video",
    "audio/ogg; codecs=opus, audio",
    "application/x-unheard-of, document",
    "image/gif, image"
  })
  void anyFileCanBeSent(String mimeType, String type) {
    String file =
        "{\"base64\":\"%s\",\"mimeType\":\"%s\",\"fileName\":\"../a b.bin\"}"
            .formatted(Base64.getEncoder().encodeToString(FILE), mimeType);

    Twin.post(
        "/simulator/customers/messages?wait=true",
        "{\"phone\":\"+4915550118822\",\"file\":" + file + "}");

    JsonNode message = Twin.RECEIVER.all().getFirst().value().at("/messages/0");
    assertThat(message.path("type").asString()).isEqualTo(type);
    assertThat(message.path(type).path("mime_type").asString()).isEqualTo(mimeType);
    assertThat(message.path(type).has("filename")).isEqualTo(type.equals("document"));
  }
}
