package com.livemargs.whatsapp.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.testkit.PostgresServer;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** PostgreSQL changes a message where it lies, so that a status costs no index anything. */
class StatusInPlaceTest {

  private static final String PAGES =
      """
      select whatsapp_message_id as wamid, (ctid::text::point)[0] as page, status
      from whatsapp_messages order by wamid""";

  private final String url = PostgresServer.shared().newDatabase();
  private final Stored stored = Stored.postgres(url);
  private final List<String> wamids =
      IntStream.range(0, 100).mapToObj(i -> Changes.unique("wamid.")).toList();

  @Test
  void messageIsOnTheSamePageAfterAllItsStatuses() {
    stored.take(wamids.stream().map(StatusInPlaceTest::echo).toList());
    List<Object> pages = column("page");

    for (String status : List.of("sent", "delivered", "read")) {
      wamids.forEach(w -> stored.take(Topics.STATUSES, Changes.status(w, status, 2000, "")));
    }

    assertThat(column("status")).hasSize(wamids.size()).containsOnly("read");
    assertThat(column("page")).isEqualTo(pages);
  }

  private List<Object> column(String name) {
    return PostgresServer.rows(url, PAGES).stream().<Object>map(row -> "" + row.get(name)).toList();
  }

  private static ConsumerRecord<String, byte[]> echo(String wamid) {
    return Stored.message(Changes.echo(Changes.echoed(wamid, "4915550118822")));
  }
}
