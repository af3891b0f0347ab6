package com.livemargs.whatsapp.persistence.postgres;

import static com.livemargs.whatsapp.persistence.postgres.Session.rows;

import com.livemargs.whatsapp.events.postgres.Columns;
import com.livemargs.whatsapp.persistence.meter.StoreMeters.Entity;
import com.livemargs.whatsapp.persistence.meter.Writes;
import com.livemargs.whatsapp.persistence.store.Facts;
import com.livemargs.whatsapp.persistence.store.MessageRow;
import com.livemargs.whatsapp.persistence.store.SendFact;
import com.livemargs.whatsapp.persistence.store.Spans;
import com.livemargs.whatsapp.persistence.store.State.Failure;
import io.r2dbc.spi.Connection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Writes {@code whatsapp_messages}; {@link LineRows} follow from it. */
final class MessageRows {

  private static final Columns<MessageRow> ROW =
      new Columns<MessageRow>()
          .uuid("message_id", MessageRow::messageId)
          .text("whatsapp_message_id", MessageRow::wamid)
          .text("phone_number", row -> row.parties().phoneNumber())
          .text("customer_id", row -> row.parties().customerId())
          .text("phone_number_id", row -> row.parties().phoneNumberId())
          .text("room_name", row -> row.parties().roomName())
          .text("direction", row -> row.parties().direction())
          .text("type", row -> row.body().type())
          .text("text", row -> row.body().text())
          .text("caption", row -> row.body().caption())
          .text("reply_to", row -> row.body().replyTo())
          .text("media_url", row -> row.file().url())
          .text("media_type", row -> row.file().kind())
          .text("media_status", row -> row.file().status())
          .text("file_name", row -> row.file().name())
          .number("file_size", row -> row.file().size())
          .text("mime_type", row -> row.file().mimeType())
          .text("status", row -> row.state().status())
          .time("sent_at", row -> row.state().sentAt())
          .time("delivered_at", row -> row.state().deliveredAt())
          .time("read_at", row -> row.state().readAt())
          .time("played_at", row -> row.state().playedAt())
          .time("failed_at", row -> failure(row, Failure::at))
          .text("failed_reason", row -> failure(row, Failure::reason))
          .integer("error_code", row -> failure(row, Failure::code))
          .time("timestamp", MessageRow::timestamp)
          .number("log_position", MessageRow::position)
          .text("raw", MessageRow::raw)
          .and("expires_at", "created_at");

  private static final String INSERT =
      "insert into whatsapp_messages as m (%s) select %s from %s"
          .formatted(ROW.names(), ROW.names().replace(", raw", ", raw::json"), ROW.rows());

  // Two items of one id: MessageRow.merge says the same for a batch.
  private static final String PLACEHOLDER =
      "(%s.type in ("
          + MessageRow.PLACEHOLDERS.stream()
              .sorted()
              .map("'%s'"::formatted)
              .collect(Collectors.joining(", "))
          + "))";
  private static final String SMALLER =
      "excluded.raw::text collate \"C\" < m.raw::text collate \"C\"";
  private static final String WINS =
      "(m.message_id = excluded.message_id and case when %1$s = %2$s then %3$s else %1$s end)"
          .formatted(PLACEHOLDER.formatted("m"), PLACEHOLDER.formatted("excluded"), SMALLER);
  // An echo of a send of ours brings nothing new but itself.
  private static final String ECHOES =
      "(m.message_id <> excluded.message_id and (m.raw is null or " + SMALLER + "))";
  private static final List<String> CONTENT =
      List.of(
          "direction",
          "type",
          "text",
          "caption",
          "reply_to",
          "media_url",
          "media_type",
          "media_status",
          "file_name",
          "file_size",
          "mime_type",
          "\"timestamp\"");
  private static final List<String> PARTIES =
      List.of("phone_number", "customer_id", "phone_number_id");
  private static final StateMerge STATE = new StateMerge("excluded");

  private static final String FILLS =
      PARTIES.stream()
          .map("(m.%1$s is null and excluded.%1$s is not null)"::formatted)
          .collect(Collectors.joining(" or "));

  // The room of an id alone is given up once the customer's phone is known.
  private static final String MOVES =
      "(m.message_id = excluded.message_id and m.phone_number is null and excluded.phone_number is"
          + " not null)";

  // Of a redelivery the first counts.
  private static final String EARLIER =
      "(m.message_id = excluded.message_id and excluded.log_position < m.log_position)";

  private static final String ITEMS =
      INSERT
          + " on conflict (whatsapp_message_id) do update set "
          + Stream.of(
                  CONTENT.stream().map(c -> choose(c, WINS)),
                  Stream.of(
                      choose("raw", WINS + " or " + ECHOES),
                      choose("room_name", MOVES),
                      choose("log_position", EARLIER),
                      STATE.set()),
                  PARTIES.stream().map(c -> "%1$s = coalesce(m.%1$s, excluded.%1$s)".formatted(c)))
              .flatMap(Function.identity())
              .collect(Collectors.joining(", "))
          + " where "
          + String.join(" or ", WINS, ECHOES, EARLIER, STATE.changes(), FILLS);

  // Meta's answer knows the customer best: it may name another wa_id than the one sent to.
  private static final String SENDS =
      INSERT
          + " on conflict (message_id) do update set "
          + PARTIES.stream()
              .map(
                  ("%1$s = case when excluded.sent_at is not null"
                          + " then coalesce(excluded.%1$s, m.%1$s)"
                          + " else coalesce(m.%1$s, excluded.%1$s) end, ")
                      ::formatted)
              .collect(Collectors.joining())
          + choose("room_name", "excluded.sent_at is not null")
          + ", "
          + STATE.set()
          + " where excluded.sent_at is not null or "
          + STATE.changes()
          + " or "
          + FILLS;

  private static final String ITEMS_WITH_LINES = withLines(ITEMS);
  private static final String SENDS_WITH_LINES = withLines(SENDS);

  private MessageRows() {}

  // One round trip for both, and nearly all messages are new: of those nothing need come back. What
  // was merged into a send comes back under the id of that.
  private static String withLines(String upsert) {
    return """
        with written as (%s
          returning m.message_id, m.room_name, m.text, m.caption, m.media_url, m.direction,
            m."timestamp", m.log_position, m.expires_at, xmax = 0 as fresh,
            case when xmax <> 0 then m.raw end as item),
        lines as (%s)
        select message_id, written.fresh is not null as merged, written.item::text as item
        from unnest($1::uuid[]) as asked(message_id) full join written using (message_id)
        where written.fresh is not true
        """
        .formatted(upsert, LineRows.drawn("(select * from written where fresh)", ROW.count()));
  }

  private static String choose(String column, String condition) {
    return "%1$s = case when %2$s then excluded.%1$s else m.%1$s end".formatted(column, condition);
  }

  private static <V> @Nullable V failure(MessageRow row, Function<Failure, @Nullable V> part) {
    Failure failure = row.state().failure();
    return failure == null ? null : part.apply(failure);
  }

  static Mono<Void> keep(Connection connection, Facts facts, Writes writes) {
    List<MessageRow> sends = facts.sends().stream().map(SendFact::row).toList();
    return keep(connection, ITEMS_WITH_LINES, facts.messages(), facts, writes)
        .then(keep(connection, SENDS_WITH_LINES, sends, facts, writes));
  }

  // In the order of ids, so that two processes with the same rows do not lock each other out.
  private static Mono<Void> keep(
      Connection connection, String sql, List<MessageRow> unordered, Facts facts, Writes writes) {
    if (unordered.isEmpty()) {
      return Mono.empty();
    }
    List<MessageRow> messages =
        unordered.stream().sorted(Comparator.comparing(MessageRow::messageId)).toList();
    Spans spans = facts.spans();
    return rows(
            connection,
            sql,
            statement -> {
              ROW.bind(
                  statement,
                  messages,
                  message -> spans.of(message).expiresAt(),
                  message -> spans.of(message).storedAt());
              LineRows.bind(ROW.count(), statement, messages);
            },
            MessageOutcome::of)
        .collectMap(MessageOutcome::messageId)
        .doOnNext(there -> count(writes, messages, there))
        .flatMap(
            there ->
                LineRows.draw(connection, known(messages, there), row -> isDecider(row, there)));
  }

  private static void count(
      Writes writes, List<MessageRow> asked, Map<UUID, MessageOutcome> there) {
    int inserted = asked.size() - known(asked, there).size();
    int merged = Math.toIntExact(there.values().stream().filter(MessageOutcome::merged).count());
    writes.add(Entity.MESSAGE, asked.size(), inserted, merged);
  }

  private static List<MessageRow> known(List<MessageRow> asked, Map<UUID, MessageOutcome> there) {
    return asked.stream().filter(row -> there.containsKey(row.messageId())).toList();
  }

  private static boolean isDecider(MessageRow row, Map<UUID, MessageOutcome> there) {
    MessageOutcome outcome = there.get(row.messageId());
    return outcome != null && outcome.isOf(row);
  }
}
