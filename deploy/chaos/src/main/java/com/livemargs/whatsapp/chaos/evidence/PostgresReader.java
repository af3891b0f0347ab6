package com.livemargs.whatsapp.chaos.evidence;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads whole tables. */
public final class PostgresReader {

  private static final int ROWS_AT_ONCE = 1_000;
  private static final String MESSAGES =
      """
      select whatsapp_message_id, message_id, room_name, phone_number, type, text, direction, status,
        media_status, media_url, "timestamp", sent_at, delivered_at, read_at, played_at, failed_at
      from whatsapp_messages
      """;

  private static final String LINES =
      """
      select message_id, room_name, sender, text from chat_messages
      order by "timestamp", log_position, message_id
      """;

  private final String url;

  public PostgresReader(String url) {
    this.url = url;
  }

  private interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> List<T> all(String sql, Row<T> reader) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      // Without these the driver holds the whole answer before it shows the first row.
      connection.setAutoCommit(false);
      statement.setFetchSize(ROWS_AT_ONCE);
      List<T> all = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          all.add(reader.read(rows));
        }
      }
      return all;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  List<StoredMessage> messages() {
    return all(MESSAGES, PostgresReader::message);
  }

  private static StoredMessage message(ResultSet row) throws SQLException {
    Timestamp time = row.getTimestamp("timestamp");
    return new StoredMessage(
        row.getString("whatsapp_message_id"),
        row.getString("message_id"),
        row.getString("room_name"),
        row.getString("phone_number"),
        row.getString("type"),
        row.getString("text"),
        row.getString("direction"),
        row.getString("status"),
        row.getString("media_status"),
        row.getString("media_url"),
        time == null ? 0 : time.getTime(),
        times(row));
  }

  private static String times(ResultSet row) throws SQLException {
    StringBuilder times = new StringBuilder();
    for (String column : List.of("sent_at", "delivered_at", "read_at", "played_at", "failed_at")) {
      times.append(millis(row.getTimestamp(column))).append(' ');
    }
    return times.toString();
  }

  private static String millis(@Nullable Timestamp time) {
    return time == null ? "-" : String.valueOf(time.getTime());
  }

  List<StoredLine> lines() {
    return all(
        LINES,
        row ->
            new StoredLine(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
  }

  List<StoredSend> sends() {
    return all(
        "select message_id, request_id, state, whatsapp_message_id, attempt from outbound_requests",
        row ->
            new StoredSend(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getInt(5)));
  }

  /** How many rows a condition finds in a table; all is quiet when there are none. */
  public long count(String tableAndCondition) {
    return all("select count(*) from " + tableAndCondition, row -> row.getLong(1)).getFirst();
  }
}
