package com.livemargs.whatsapp.persistence.postgres;

import static com.livemargs.whatsapp.persistence.postgres.Session.run;

import com.livemargs.whatsapp.events.postgres.Columns;
import com.livemargs.whatsapp.persistence.store.MessageRow;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** Writes {@code chat_messages}: one line for each message that a conversation shows. */
final class LineRows {

  private static final Columns<MessageRow> LINE =
      new Columns<MessageRow>()
          .uuid("message_id", MessageRow::messageId)
          .text("sender", MessageRow::sender);
  private static final String LINES =
      """
      insert into chat_messages as c
        (message_id, room_name, sender, text, media_url, direction, "timestamp", log_position,
          expires_at)
      select m.message_id, m.room_name, i.sender, coalesce(m.text, m.caption), m.media_url,
        m.direction, m."timestamp", m.log_position, m.expires_at
      from %s join %s m using (message_id) order by m.message_id
      on conflict (message_id) do %s
      """;
  private static final String MESSAGES = "whatsapp_messages";
  private static final String REDRAWN =
      """
      update set room_name = excluded.room_name,
        sender = excluded.sender, "timestamp" = excluded."timestamp",
        log_position = excluded.log_position,
        media_url = case when c.revoked_at is null then excluded.media_url end,
        text = case when c.edited_at is null and c.revoked_at is null then excluded.text else c.text end
      """;
  private static final String REDRAW = LINES.formatted(LINE.rows(), MESSAGES, REDRAWN);
  // A repeat that decides no message may still find its line missing, or move it.
  private static final String MENDED =
      """
      update set room_name = excluded.room_name, log_position = excluded.log_position
      where c.room_name <> excluded.room_name or c.log_position <> excluded.log_position
      """;
  private static final String MEND = LINES.formatted(LINE.rows(), MESSAGES, MENDED);

  private LineRows() {}

  /**
   * Draws lines in the statement that writes their messages.
   *
   * @param messages what names the rows to draw there
   * @param before how many parameters the statement has
   */
  static String drawn(String messages, int before) {
    return LINES.formatted(LINE.rowsAfter(before), messages, REDRAWN);
  }

  /** Gives {@link #drawn} the lines of these messages. */
  static void bind(int before, Statement statement, List<MessageRow> messages) {
    LINE.bindAfter(before, statement, messages.stream().filter(MessageRow::shown).toList());
  }

  /** Draws the lines of messages that changed their row, and those that are missing. */
  static Mono<Void> draw(
      Connection connection, Collection<MessageRow> messages, Predicate<MessageRow> changed) {
    Map<Boolean, List<MessageRow>> lines =
        messages.stream().filter(MessageRow::shown).collect(Collectors.partitioningBy(changed));
    return draw(connection, REDRAW, lines.getOrDefault(true, List.of()))
        .then(draw(connection, MEND, lines.getOrDefault(false, List.of())));
  }

  private static Mono<Void> draw(Connection connection, String sql, List<MessageRow> lines) {
    return lines.isEmpty()
        ? Mono.empty()
        : run(connection, sql, statement -> LINE.bind(statement, lines));
  }
}
