package com.livemargs.whatsapp.persistence.postgres;

import com.livemargs.whatsapp.events.postgres.Columns;
import com.livemargs.whatsapp.persistence.store.ChangeFact;
import com.livemargs.whatsapp.persistence.store.FileFact;
import com.livemargs.whatsapp.persistence.store.Rewrite;
import com.livemargs.whatsapp.persistence.store.State;
import com.livemargs.whatsapp.persistence.store.State.Failure;
import io.r2dbc.spi.Connection;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Brings what was kept aside to its message; only what is better than what is there changes it. An
 * edit is set as it is given: its caller asks again whether that still is the newest.
 */
final class Joins {

  private static final Columns<Entry<String, State>> STATE =
      states(new Columns<Entry<String, State>>().text("wamid", Entry::getKey));
  private static final Columns<Entry<UUID, State>> SEND =
      states(new Columns<Entry<UUID, State>>().uuid("id", Entry::getKey));
  private static final String ADVANCE = advance(STATE, "m.whatsapp_message_id = i.wamid");
  private static final String ADVANCE_SENDS = advance(SEND, "m.message_id = i.id");

  private static final Columns<ChangeFact> CHANGE =
      new Columns<ChangeFact>()
          .text("wamid", ChangeFact::wamid)
          .text("target", ChangeFact::target)
          .text("content", ChangeFact::content)
          .time("at", ChangeFact::timestamp);
  private static final String EDIT =
      """
      update chat_messages c set edited_at = i.at, edited_by = i.wamid,
        text = case when c.revoked_at is null then i.content end
      from %s join whatsapp_messages m on m.whatsapp_message_id = i.target
      where c.message_id = m.message_id and c.edited_by is distinct from i.wamid
      """
          .formatted(CHANGE.rows());
  private static final String REVOKE =
      """
      update chat_messages c set text = null, media_url = null, revoked_at = i.at
      from %s join whatsapp_messages m on m.whatsapp_message_id = i.target
      where c.message_id = m.message_id and (c.revoked_at is null or c.revoked_at > i.at)
      """
          .formatted(CHANGE.rows());

  private static final Columns<FileFact> FILE =
      new Columns<FileFact>()
          .text("wamid", FileFact::wamid)
          .text("media_status", FileFact::status)
          .text("media_url", file -> file.url().isEmpty() ? null : file.url())
          .text("file_name", FileFact::name)
          .number("file_size", FileFact::size)
          .text("mime_type", FileFact::mimeType);
  // A send of ours has no media_status: its link stays the caller's.
  private static final String ATTACH =
      """
      update whatsapp_messages m set media_status = i.media_status, media_url = i.media_url,
        file_name = coalesce(i.file_name, m.file_name), file_size = i.file_size,
        mime_type = coalesce(i.mime_type, m.mime_type)
      from %s where m.whatsapp_message_id = i.wamid and (m.media_status = 'pending'
        or (i.media_status = 'stored' and (m.media_status = 'unavailable'
          or (m.media_status = 'stored' and m.media_url collate "C" > i.media_url collate "C"))))
      """
          .formatted(FILE.rows());
  private static final String SHOW_FILE =
      """
      update chat_messages c set media_url = m.media_url
      from whatsapp_messages m where m.whatsapp_message_id = any($1)
        and c.message_id = m.message_id and c.revoked_at is null
        and c.media_url is distinct from m.media_url
      """;

  private final Session session;

  Joins(Session session) {
    this.session = session;
  }

  private static <K> Columns<Entry<K, State>> states(Columns<Entry<K, State>> key) {
    return key.text("status", entry -> entry.getValue().status())
        .time("sent_at", entry -> entry.getValue().sentAt())
        .time("delivered_at", entry -> entry.getValue().deliveredAt())
        .time("read_at", entry -> entry.getValue().readAt())
        .time("played_at", entry -> entry.getValue().playedAt())
        .time("failed_at", entry -> failure(entry, Failure::at))
        .text("failed_reason", entry -> failure(entry, Failure::reason))
        .integer("error_code", entry -> failure(entry, Failure::code));
  }

  private static String advance(Columns<?> states, String same) {
    StateMerge merge = new StateMerge("i");
    return "update whatsapp_messages m set %s from %s where %s and m.direction = 'outgoing' and %s"
        .formatted(merge.set(), states.rows(), same, merge.changes());
  }

  private static <V> @Nullable V failure(
      Entry<?, State> entry, Function<Failure, @Nullable V> part) {
    Failure failure = entry.getValue().failure();
    return failure == null ? null : part.apply(failure);
  }

  Mono<Void> advance(Map<String, State> states, Map<UUID, State> sends) {
    return advance(states, STATE, ADVANCE).then(advance(sends, SEND, ADVANCE_SENDS));
  }

  private <K extends Comparable<K>> Mono<Void> advance(
      Map<K, State> states, Columns<Entry<K, State>> columns, String sql) {
    List<Entry<K, State>> rows = states.entrySet().stream().sorted(Entry.comparingByKey()).toList();
    return rows.isEmpty()
        ? Mono.empty()
        : session.transaction(
            connection -> Session.run(connection, sql, s -> columns.bind(s, rows)));
  }

  Mono<Void> rewrite(List<Rewrite> rewrites) {
    return rewrites.isEmpty()
        ? Mono.empty()
        : session.transaction(
            connection ->
                change(connection, EDIT, rewrites.stream().map(Rewrite::edit))
                    .then(change(connection, REVOKE, rewrites.stream().map(Rewrite::revoke))));
  }

  private static Mono<Void> change(
      Connection connection, String sql, Stream<@Nullable ChangeFact> changes) {
    List<ChangeFact> rows = changes.filter(Objects::nonNull).toList();
    return rows.isEmpty()
        ? Mono.empty()
        : Session.run(connection, sql, statement -> CHANGE.bind(statement, rows));
  }

  Mono<Void> attach(List<FileFact> files) {
    String[] wamids = files.stream().map(FileFact::wamid).toArray(String[]::new);
    return files.isEmpty()
        ? Mono.empty()
        : session.transaction(
            connection ->
                Session.run(connection, ATTACH, s -> FILE.bind(s, files))
                    .then(Session.run(connection, SHOW_FILE, s -> s.bind(0, wamids))));
  }
}
