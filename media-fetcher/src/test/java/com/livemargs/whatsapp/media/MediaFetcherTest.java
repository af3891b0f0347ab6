package com.livemargs.whatsapp.media;

import static com.livemargs.whatsapp.media.MediaStack.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.MessageIds;
import com.livemargs.whatsapp.events.media.MediaEvent;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MediaFetcherTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final MediaStack stack = MediaStack.shared();

  @Test
  void fileOfAMessageIsStoredAnnouncedAndServed() {
    byte[] body = Bodies.jpeg();
    String wamid = unique("wamid");
    String id = unique("media");
    stack.graph.holds(id, body);

    stack.receive(
        wamid, "image", Map.of("id", id, "mime_type", "image/jpeg", "sha256", Bodies.base64(body)));

    MediaEvent.Stored stored = stored(wamid);
    assertThat(stored.mediaUrl()).isEqualTo("/uploads/whatsapp/" + Bodies.hex(body) + ".jpg");
    assertThat(stored.messageId()).isEqualTo(MessageIds.ofWamid(wamid));
    assertThat(stored.mimeType()).isEqualTo("image/jpeg");
    assertThat(stored.fileSize()).isEqualTo(body.length);
    assertThat(stored.sha256()).isEqualTo(Bodies.hex(body));
    assertThat(stored.fileName()).isEqualTo("image.jpg");
    assertThat(stored.phoneNumber()).isEqualTo("+447700900417");
    assertThat(stored.customerId()).isEqualTo("GB.19930477720158826");
    assertThat(stack.instance.get(stored.mediaUrl()).body()).isEqualTo(body);
    assertThat(stack.graph.lookupsOf(id))
        .containsExactly(
            new FakeGraph.Seen(
                "/v26.0/" + id,
                "phone_number_id=" + MediaStack.PHONE_NUMBER_ID,
                "Bearer " + FakeGraph.TOKEN));
  }

  private MediaEvent.Stored stored(String wamid) {
    await().atMost(SOON).until(() -> !stack.events(wamid).isEmpty());
    return (MediaEvent.Stored) stack.events(wamid).getFirst();
  }
}
