package com.livemargs.whatsapp.media;

import static com.livemargs.whatsapp.media.MediaStack.unique;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadsTest {

  private static final byte[] BODY = Bodies.jpeg();
  private static final String ETAG = '"' + Bodies.hex(BODY) + '"';
  private static final String URL =
      MediaStack.shared().fetched(BODY, Map.of("filename", "Ferien am Meer.jpg"));

  private final MediaStack stack = MediaStack.shared();
  private final MediaInstance service = stack.instance;

  @Test
  void fileIsADownloadThatNothingCanOpenAsAPage() {
    HttpResponse<byte[]> answer = service.get(URL);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(BODY);
    assertThat(header(answer, "Content-Type")).isEqualTo("image/jpeg");
    assertThat(header(answer, "Content-Disposition"))
        .startsWith("attachment;")
        .contains("filename*=UTF-8''Ferien%20am%20Meer.jpg");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(answer, "Content-Security-Policy")).isEqualTo("sandbox; default-src 'none'");
    assertThat(header(answer, "Cross-Origin-Resource-Policy")).isEqualTo("same-site");
    assertThat(header(answer, "Cache-Control")).contains("no-store", "private");
    assertThat(header(answer, "Accept-Ranges")).isEqualTo("bytes");
    assertThat(header(answer, "ETag")).isEqualTo(ETAG);
  }

  @Test
  void pageThatCallsItselfAPictureIsADownloadOfItsTrueType() {
    String page = "<!DOCTYPE html><html><script>alert('" + unique("x") + "')</script></html>";

    String url =
        MediaStack.shared()
            .fetched(Bodies.text(page), Map.of("filename", "a.jpg", "mime_type", "image/jpeg"));

    assertThat(url).endsWith(".html");
    HttpResponse<byte[]> answer = service.get(url);
    assertThat(header(answer, "Content-Type")).isEqualTo("text/html");
    assertThat(header(answer, "Content-Disposition")).startsWith("attachment;");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void typeThatNoHeaderCanCarryIsNotTaken() {
    String url = stack.fetched(zip(), Map.of("mime_type", "application/*+zip"));

    HttpResponse<byte[]> answer = service.get(url);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/zip");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/*+zip", "application/x{1}+zip", "application/ü+zip"})
  void fileThatWasStoredUnderSuchATypeIsServedAsBytes(String type) throws IOException {
    byte[] body = zip();
    String hash = Bodies.hex(body);
    stack.fetched(body, Map.of());
    // Such a type had no extension.
    Files.move(stack.directory.resolve(hash + ".zip"), stack.directory.resolve(hash));
    stack.sql("update media_files set mime_type = ?, file = sha256 where sha256 = ?", type, hash);

    HttpResponse<byte[]> answer = service.get("/uploads/whatsapp/" + hash);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/octet-stream");
  }

  private static byte[] zip() {
    return Bodies.noisy(HexFormat.of().parseHex("504b0304"), 900);
  }

  @Test
  void hostileNameNeverLeavesItsPlace() {
    String hostile = "../../etc/\\u00dcber uns/re\\u202eport\\u202c\\r\\nX-Evil: 1.txt";

    String url =
        MediaStack.shared().fetched(Bodies.text(unique("words ")), Map.of("filename", hostile));

    assertThat(url).matches("/uploads/whatsapp/[a-f0-9]{64}\\.txt");
    HttpResponse<byte[]> answer = service.get(url);
    assertThat(header(answer, "Content-Disposition"))
        .contains("filename*=UTF-8''reportX-Evil%201.txt");
    assertThat(answer.headers().firstValue("X-Evil")).isEmpty();
  }

  @Test
  void headTellsTheSameWithoutTheBytes() {
    HttpResponse<byte[]> answer =
        service.send(
            service
                .request(URL, "X-API-Key", MediaStack.API_KEY)
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Length")).isEqualTo(String.valueOf(BODY.length));
    assertThat(header(answer, "ETag")).isEqualTo(ETAG);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void partOfAFileIsServed() {
    HttpResponse<byte[]> answer = service.get(URL, "Range", "bytes=100-199");

    assertThat(answer.statusCode()).isEqualTo(206);
    assertThat(header(answer, "Content-Range")).isEqualTo("bytes 100-199/" + BODY.length);
    assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(BODY, 100, 200));
  }

  @Test
  void partIsOnlyForThoseWhoHoldTheRestOfTheSameContent() {
    assertThat(service.get(URL, "Range", "bytes=0-9", "If-Range", ETAG).body()).hasSize(10);
    assertThat(service.get(URL, "Range", "bytes=0-9", "If-Range", "\"other\"").body())
        .isEqualTo(BODY);
  }

  @Test
  void severalPartsComeAsMultipart() {
    HttpResponse<byte[]> answer = service.get(URL, "Range", "bytes=0-9,20-29");

    assertThat(answer.statusCode()).isEqualTo(206);
    assertThat(header(answer, "Content-Type")).startsWith("multipart/byteranges");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=999999-", "bytes=5-1", "bytes=0-2999,0-2999,0-2999"})
  void partThatCannotBeIsRefused(String range) {
    HttpResponse<byte[]> answer = service.get(URL, "Range", range);

    assertThat(answer.statusCode()).isEqualTo(416);
    assertThat(header(answer, "Content-Type")).startsWith("application/problem+json");
    assertThat(header(answer, "Content-Range")).isEqualTo("bytes */" + BODY.length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"items=0-5", "seconds=1-", "bytesx=0-9", "nothing"})
  void partInUnitsThatNobodyKnowsIsTheWhole(String range) {
    HttpResponse<byte[]> answer = service.get(URL, "Range", range);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(BODY);
  }

  @Test
  void unitsMayBeWrittenAnyhow() {
    assertThat(service.get(URL, "Range", "Bytes=0-9").body()).hasSize(10);
    assertThat(service.get(URL, "Range", "BYTES=0-9,20-29").statusCode()).isEqualTo(206);
  }

  @Test
  void contentThatIsKnownIsNotSentAgain() {
    HttpResponse<byte[]> answer = service.get(URL, "If-None-Match", ETAG);

    assertThat(answer.statusCode()).isEqualTo(304);
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret.txt",
        "..%2fsecret.txt",
        "%2e%2e%2fsecret.txt",
        "%2e%2e/secret.txt",
        "..%5csecret.txt",
        "....//secret.txt",
        "%252e%252e%252fsecret.txt",
        "%c0%ae%c0%ae%c0%afsecret.txt",
        "%2fetc%2fpasswd",
        "/etc/passwd",
        "secret.txt%00.jpg",
        ".incoming",
        ".incoming%2fx.part",
        "0000000000000000000000000000000000000000000000000000000000000000.txt%00",
        "0000000000000000000000000000000000000000000000000000000000000000.txt",
        "0000000000000000000000000000000000000000000000000000000000000000%0a",
        "%00",
        "%20",
        "secret.txt"
      })
  void noOtherFileIsEverReached(String path) throws IOException {
    Files.writeString(stack.directory.resolve("secret.txt"), "secret");
    Path planted = stack.directory.resolve("0".repeat(64) + ".txt");
    if (Files.notExists(planted, LinkOption.NOFOLLOW_LINKS)) {
      Files.createSymbolicLink(planted, stack.directory.resolve("secret.txt"));
    }

    HttpResponse<byte[]> answer = service.get("/uploads/whatsapp/" + path);

    assertThat(answer.statusCode()).isBetween(400, 404);
    assertThat(new String(answer.body(), UTF_8)).doesNotContain("secret\n").isNotEqualTo("secret");
  }

  @Test
  void symbolicLinkIsNotFollowed() throws IOException {
    byte[] body = Bodies.jpeg();
    String url = MediaStack.shared().fetched(body, Map.of());
    Path file = stack.directory.resolve(Bodies.hex(body) + ".jpg");
    Path elsewhere = Files.write(stack.directory.resolve("elsewhere"), body);
    Files.delete(file);
    Files.createSymbolicLink(file, elsewhere);

    assertThat(service.get(url).statusCode()).isEqualTo(404);
  }

  @Test
  void unknownFileIsAProblemThatSaysSo() {
    HttpResponse<byte[]> answer = service.get("/uploads/whatsapp/" + "a".repeat(64) + ".jpg");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(new String(answer.body(), UTF_8)).contains("\"detail\"", "mediaUrl");
  }

  private static String header(HttpResponse<byte[]> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
