package com.livemargs.whatsapp.persistence;

import static com.livemargs.whatsapp.persistence.Operated.stored;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.identity.IdentityLink;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who reads {@code whatsapp.identities} from its beginning learns the newest of each customer. */
class LinkCorrectionTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Service service = Service.shared();

  @Test
  void aFormerPhoneThatIsToldAgainIsFollowedByTheNewerOne() {
    String id = Changes.unique("DE.");
    String former = Changes.phone();
    String current = Changes.phone();
    tell(id, former, 1_000);
    tell(id, current, 2_000);
    stored(service);
    assertThat(told(id)).hasSize(2);

    tell(id, former, 1_000);

    await().atMost(PATIENCE).until(() -> told(id).size() == 4);
    assertThat(told(id).getLast()).isEqualTo(new IdentityLink(id, current, List.of(), 2_000));
    stored(service);
    assertThat(told(id)).hasSize(4);
  }

  private void tell(String id, String phone, long at) {
    String link =
        "{\"customer\":\"%s\",\"phone\":\"%s\",\"timestamp\":%d}".formatted(id, phone, at);
    service.kafka.produce(Topics.IDENTITIES, id, link.getBytes(UTF_8));
  }

  /** What the topic tells of a customer, the last record last. */
  private List<IdentityLink> told(String id) {
    return service.kafka.drain(Topics.IDENTITIES).stream()
        .filter(record -> record.key().equals(id))
        .map(record -> IdentityLink.parse(record.value()))
        .toList();
  }
}
