package com.livemargs.whatsapp.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settled jobs stay as long as messages, and must not slow down those that run. */
class SettledJobsTest extends MediaTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update media_jobs set due_at = now() where lease = '%s'",
        "update media_jobs set lease = null, state = 'stored' where lease = '%s'"
      })
  void aLeaseIsFoundByItsIndex(String statement) {
    settled(20_000);

    assertThat(plan(statement.formatted("00000000-0000-0000-0000-000000000000")))
        .contains("media_jobs_lease");
  }

  @Test
  void dueJobsAreFoundWithoutLookingAtTheSettled() {
    settled(20_000);

    assertThat(
            plan(
                "select 1 from media_jobs where state = 'pending' and due_at <= now()"
                    + " and needed_bytes <= 1 order by history, due_at limit 8"))
        // Which of the indexes of open jobs is as good as the other while there are none.
        .contains("Index Scan using media_jobs_")
        .doesNotContain("Seq Scan");
  }

  private void settled(int count) {
    stack.sql(
        """
        insert into media_jobs (whatsapp_message_id, media_id, conversation_key, kind, state, expires_at)
        select 'wamid.settled' || i, 'settled', 'key', 'image', 'stored', now() + interval '1 year'
        from generate_series(1, ?) as i on conflict do nothing
        """,
        count);
    stack.sql("analyze media_jobs");
  }

  private String plan(String statement) {
    return stack.sql("explain " + statement).stream()
        .map(String::valueOf)
        .collect(Collectors.joining("\n"));
  }
}
