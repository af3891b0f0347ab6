package com.livemargs.whatsapp.persistence.postgres;

import static com.livemargs.whatsapp.persistence.postgres.Session.rows;
import static com.livemargs.whatsapp.persistence.postgres.Session.run;

import com.livemargs.whatsapp.events.postgres.Columns;
import com.livemargs.whatsapp.persistence.store.SendFact.Pair;
import io.r2dbc.spi.Connection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** One message under two ids becomes one row: the send's. */
final class Settlement {

  private static final Columns<Pair> PAIR =
      new Columns<Pair>().uuid("id", Pair::messageId).text("wamid", Pair::wamid);
  // What came under the other wamid, an echo maybe, is a message of its own. One that was taken in
  // already is let go here; the comparison of the stores finds it in the log.
  private static final String FREE =
      """
      update whatsapp_messages s set whatsapp_message_id = null, raw = null
      from %s where s.message_id = i.id and s.whatsapp_message_id <> i.wamid
      """
          .formatted(PAIR.rows());
  private static final String TAKE_ECHOES =
      """
      delete from whatsapp_messages e using %s, whatsapp_messages s
      where e.whatsapp_message_id = i.wamid and e.message_id <> i.id
        and s.message_id = i.id and s.whatsapp_message_id is null
      returning i.id, e.message_id, e.raw::text as raw
      """
          .formatted(PAIR.rows());
  private static final String NAME =
      """
      update whatsapp_messages s set whatsapp_message_id = i.wamid
      from %s where s.message_id = i.id and s.whatsapp_message_id is null
      """
          .formatted(PAIR.rows());
  private static final Columns<Echo> ECHO =
      new Columns<Echo>().uuid("id", Echo::id).uuid("echo_id", Echo::echoId).text("raw", Echo::raw);
  private static final String KEEP_ECHOES =
      """
      update whatsapp_messages s set raw = coalesce(s.raw, i.raw::json),
        status = case when s.status = 'pending' then 'sent' else s.status end
      from %s where s.message_id = i.id
      """
          .formatted(ECHO.rows());
  private static final String FORGET_LINES =
      "delete from chat_messages c using %s where c.message_id = i.echo_id".formatted(ECHO.rows());

  private Settlement() {}

  private record Echo(UUID id, UUID echoId, @Nullable String raw) {}

  /** Names each send once. */
  static Mono<Void> settle(Connection connection, List<Pair> pairs) {
    List<Pair> answers = pairs.stream().filter(Pair::answered).toList();
    Mono<Void> freed =
        answers.isEmpty()
            ? Mono.empty()
            : run(connection, FREE, statement -> PAIR.bind(statement, answers));
    return freed.then(name(connection, pairs));
  }

  private static Mono<Void> name(Connection connection, List<Pair> pairs) {
    return rows(
            connection,
            TAKE_ECHOES,
            statement -> PAIR.bind(statement, pairs),
            row ->
                new Echo(
                    Objects.requireNonNull(row.get("id", UUID.class)),
                    Objects.requireNonNull(row.get("message_id", UUID.class)),
                    row.get("raw", String.class)))
        .collectList()
        .flatMap(
            echoes ->
                run(connection, NAME, statement -> PAIR.bind(statement, pairs))
                    .then(join(connection, echoes)));
  }

  private static Mono<Void> join(Connection connection, List<Echo> echoes) {
    return echoes.isEmpty()
        ? Mono.empty()
        : run(connection, KEEP_ECHOES, statement -> ECHO.bind(statement, echoes))
            .then(run(connection, FORGET_LINES, statement -> ECHO.bind(statement, echoes)));
  }
}
