package com.livemargs.whatsapp.media;

import static com.livemargs.whatsapp.media.MediaStack.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.media.MediaEvent;
import com.livemargs.whatsapp.testkit.OperatorHttp;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What operators do with files that are late or were given up. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MediaRequeueTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String PATH = "/media/requeue";

  private final MediaStack stack =
      MediaStack.own(
          "WHATSAPP_ADMIN_KEYS=" + OperatorHttp.KEY,
          "whatsapp.media.jobs.retry-delays=100ms,100ms,1h");
  private final FakeGraph graph = stack.graph;
  private final OperatorHttp operator = stack.instance.operator(OperatorHttp.KEY);

  @AfterEach
  void forget() {
    stack.sql("delete from media_jobs");
  }

  @AfterAll
  void close() {
    stack.close();
  }

  @Test
  void aFileThatWasGivenUpIsStoredAfterAll() {
    String id = unique("media");
    byte[] body = Bodies.jpeg();
    graph.holds(id, Bodies.jpeg());
    stack.receive("wamid." + id, "image", Map.of("id", id, "sha256", Bodies.base64(body)));
    awaitState(id, "unavailable");
    graph.holds(id, body);

    JsonNode told = report("{\"reason\":\"hash-mismatch\"}");
    assertThat(told.path("dryRun").asBoolean()).isTrue();
    assertThat(told.path("done").asInt()).isEqualTo(1);
    assertThat(told.toString()).doesNotContain(id);
    assertThat(job(id)).containsEntry("state", "unavailable");
    JsonNode done = report("{\"reason\":\"hash-mismatch\",\"dryRun\":false}");

    assertThat(done.path("done").asInt()).isEqualTo(1);
    awaitState(id, "stored");
    assertThat(job(id)).containsEntry("attempts", 1).containsEntry("reason", null);
    assertThat(stack.events("wamid." + id))
        .hasExactlyElementsOfTypes(MediaEvent.Unavailable.class, MediaEvent.Stored.class);
  }

  @Test
  void aFileThatIsLateIsFetchedNow() {
    String id = unique("media");
    stack.receive("wamid." + id, "image", Map.of("id", id));
    await().atMost(SOON).until(() -> Integer.valueOf(3).equals(job(id).get("attempts")));
    await().atMost(SOON).until(() -> job(id).get("lease") == null);
    graph.holds(id, Bodies.jpeg());

    assertThat(report("{\"state\":\"pending\",\"dryRun\":false}").path("done").asInt())
        .isEqualTo(1);

    awaitState(id, "stored");
  }

  @Test
  void onlyWhatIsMeantIsTaken() {
    insert("unavailable", "expired", "2026-01-01T00:00:00Z");
    insert("unavailable", "expired", "2026-01-02T00:00:00Z");
    insert("unavailable", "too-large", "2026-01-03T00:00:00Z");
    insert("stored", "", "2026-01-02T00:00:00Z");
    String late = insert("pending", "", "2026-01-02T00:00:00Z");
    String leased = insert("pending", "", "2026-01-02T00:00:00Z");
    stack.sql("update media_jobs set lease = gen_random_uuid() where media_id = ?", leased);

    assertThat(done("{}")).isEqualTo(4);
    assertThat(done("{\"state\":\"unavailable\"}")).isEqualTo(3);
    assertThat(done("{\"state\":\"pending\"}")).isEqualTo(1);
    assertThat(done("{\"reason\":\"expired\"}")).isEqualTo(2);
    assertThat(done("{\"from\":\"2026-01-02T00:00:00Z\"}")).isEqualTo(3);
    assertThat(done("{\"to\":\"2026-01-02T00:00:00Z\"}")).isEqualTo(1);
    assertThat(report("{\"limit\":4}").path("more").asBoolean()).isFalse();
    assertThat(report("{\"limit\":3}").path("more").asBoolean()).isTrue();
    JsonNode first = report("{}").path("files").path(0);
    assertThat(first.path("state").asString()).isEqualTo("pending");
    assertThat(first.path("oldestTime").asLong()).isEqualTo(1_767_312_000_000L);
    assertThat(job(late)).containsEntry("state", "pending");

    assertThat(done("{\"reason\":\"expired\",\"limit\":1,\"dryRun\":false}")).isEqualTo(1);
    assertThat(done("{\"reason\":\"expired\"}")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"stat\":\"pending\"}",
        "{\"state\":\"stored\"}",
        "{\"reason\":\"boredom\"}",
        "{\"state\":\"pending\",\"reason\":\"expired\"}",
        "{\"from\":\"yesterday\"}",
        "{\"limit\":10001}",
        "[]",
        "null"
      })
  void anOrderThatIsNotUnderstoodIsRefused(String order) {
    assertThat(operator.post(PATH, order).statusCode()).isEqualTo(400);
  }

  @Test
  void anApiKeyDoesNotOpenIt() {
    assertThat(stack.instance.operator(MediaStack.API_KEY).post(PATH, "{}").statusCode())
        .isEqualTo(401);
  }

  private String insert(String state, String reason, String created) {
    String id = unique("media");
    stack.sql(
        """
        insert into media_jobs (whatsapp_message_id, media_id, conversation_key, kind, state, reason,
          due_at, created_at, expires_at)
        values (?, ?, 'key', 'image', ?, nullif(?, ''), now() + interval '1 hour', cast(? as timestamptz),
          now() + interval '1 year')
        """,
        "wamid." + id,
        id,
        state,
        reason,
        created);
    return id;
  }

  private int done(String order) {
    return report(order).path("done").asInt();
  }

  private JsonNode report(String order) {
    var answer = operator.post(PATH, order);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return OperatorHttp.json(answer);
  }

  private void awaitState(String id, String state) {
    await().atMost(SOON).until(() -> state.equals(job(id).get("state")));
  }

  private Map<String, Object> job(String id) {
    return stack.jobs("wamid." + id).stream().findFirst().orElse(Map.of());
  }
}
