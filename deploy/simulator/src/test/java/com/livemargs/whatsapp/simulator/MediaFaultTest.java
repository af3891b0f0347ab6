package com.livemargs.whatsapp.simulator;

import static com.livemargs.whatsapp.simulator.Uploads.FILE;
import static com.livemargs.whatsapp.simulator.Uploads.sha256;
import static com.livemargs.whatsapp.simulator.Uploads.uploaded;
import static com.livemargs.whatsapp.simulator.Uploads.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaFaultTest {

  @BeforeEach
  void reset() {
    Twin.reset();
  }

  private static void fault(String members) {
    assertThat(Twin.post("/simulator/faults/media", "{" + members + "}").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"expired-url, 404", "error, 500", "redirect, 302"})
  void downloadsCanBeRefused(String kind, int status) throws IOException {
    String url = url(uploaded());
    fault("\"kind\":\"" + kind + "\"");

    assertThat(Twin.exchange(Twin.request(url).GET()).statusCode()).isEqualTo(status);
    assertThat(Twin.exchange(Twin.request(url).GET()).statusCode()).isEqualTo(200);
  }

  @Test
  void aWrongHashIsOfTheSameLength() throws Exception {
    String url = url(uploaded());
    fault("\"kind\":\"wrong-hash\"");

    byte[] body = Twin.exchange(Twin.request(url).GET()).body();

    assertThat(body).hasSize(FILE.length);
    assertThat(sha256(body)).isNotEqualTo(sha256(FILE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"truncated", "reset"})
  void brokenDownloadsAreNoticed(String kind) {
    String url = url(uploaded());
    // The JDK's client repeats a GET whose connection was reset.
    fault("\"times\":20,\"kind\":\"" + kind + "\"");

    assertThatThrownBy(() -> Twin.exchange(Twin.request(url).GET()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aStalledDownloadNeverAnswers() {
    String url = url(uploaded());
    fault("\"kind\":\"stall\"");

    assertThatThrownBy(() -> Twin.exchange(Twin.request(url).timeout(Duration.ofMillis(300)).GET()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aHugeBodyIsMadeUpOnTheWay() throws IOException {
    String url = url(uploaded());
    fault("\"kind\":\"huge\",\"bytes\":5000000");

    var download = Twin.exchange(Twin.request(url).GET());

    assertThat(download.body()).hasSize(5_000_000);
    assertThat(download.headers().firstValue("Content-Length")).isEmpty();
  }

  @Test
  void aSlowBodyArrivesWhole() throws IOException {
    String url = url(uploaded());
    fault("\"kind\":\"slow\",\"delay\":\"PT0.02S\"");

    assertThat(Twin.exchange(Twin.request(url).GET()).body()).isEqualTo(FILE);
  }

  @Test
  void lookUpsCanLie() throws Exception {
    String id = uploaded();
    fault("\"kind\":\"look-up-wrong-length\",\"mediaId\":\"" + id + "\"");
    fault("\"kind\":\"look-up-wrong-hash\"");
    fault("\"kind\":\"look-up-error\"");
    fault("\"kind\":\"look-up-not-found\"");

    assertThat(Twin.get("/v26.0/" + id).body().path("file_size").asInt()).isNotEqualTo(FILE.length);
    assertThat(Twin.get("/v26.0/" + id).body().path("sha256").asString())
        .isNotEqualTo(sha256(FILE));
    assertThat(Twin.get("/v26.0/" + id).status()).isEqualTo(500);
    assertThat(Twin.get("/v26.0/" + id).body().at("/error/code").asInt()).isEqualTo(100);
    assertThat(Twin.get("/v26.0/" + id).status()).isEqualTo(200);
  }

  @Test
  void whoFollowsARedirectIsCaught() throws IOException {
    Twin.exchange(Twin.request("/simulator/trap").GET());

    assertThat(
            Twin.get("/simulator/ledger/requests?path=trap")
                .body()
                .at("/items/0/details")
                .asString())
        .isEqualTo("redirect followed with token");
  }
}
