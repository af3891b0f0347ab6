package com.livemargs.whatsapp.media.requeue;

import com.livemargs.whatsapp.events.postgres.Schema;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Makes jobs due at once, as if none had been tried: their tries and their days begin anew. What is
 * being fetched is left alone.
 */
final class Requeue {

  private static final String MATCHING =
      """
      with matching as (
        select whatsapp_message_id, media_id, state, reason, created_at from media_jobs
        where state <> 'stored' and lease is null
          and cast(:state as text) in ('all', state)
          and cast(:reason as text) in ('all', reason)
          and created_at >= to_timestamp(:since / 1000.0)
          and created_at < to_timestamp(:before / 1000.0)
        order by created_at limit :most + 1 %s),
      chosen as (select * from matching order by created_at limit :most)%s
      select state, reason, count(*) as files,
        cast(extract(epoch from min(created_at)) * 1000 as bigint) as oldest,
        (select count(*) > :most from matching) as more
      from chosen group by state, reason order by state, reason
      """;
  private static final String COUNT = MATCHING.formatted("", "");
  private static final String RENEW =
      MATCHING.formatted(
          "for update skip locked",
          """
          ,
          renewed as (
            update media_jobs set state = 'pending', reason = null, attempts = 0, wrong_hashes = 0,
              excuses = 0, first_tried_at = null, due_at = now()
            from chosen
            where media_jobs.whatsapp_message_id = chosen.whatsapp_message_id
              and media_jobs.media_id = chosen.media_id)
          """);

  private final DatabaseClient database;
  private final Schema schema;

  Requeue(DatabaseClient database, Schema schema) {
    this.database = database;
    this.schema = schema;
  }

  private record Line(RequeueReport.Group group, boolean more) {}

  Mono<RequeueReport> run(RequeueOrder order) {
    return schema
        .use(
            database
                .sql(order.isDry() ? COUNT : RENEW)
                .bind("state", order.wantedState())
                .bind("reason", order.wantedReason())
                .bind("since", order.since())
                .bind("before", order.before())
                .bind("most", order.most())
                .map(Requeue::line)
                .all())
        .collectList()
        .map(lines -> report(order, lines));
  }

  private static Line line(Readable row) {
    RequeueReport.Group group =
        new RequeueReport.Group(
            required(row, "state", String.class),
            row.get("reason", String.class),
            required(row, "files", Long.class),
            required(row, "oldest", Long.class));
    return new Line(group, required(row, "more", Boolean.class));
  }

  private static RequeueReport report(RequeueOrder order, List<Line> lines) {
    boolean more = lines.stream().anyMatch(Line::more);
    return RequeueReport.of(order.isDry(), more, lines.stream().map(Line::group).toList());
  }

  private static <T> T required(Readable row, String column, Class<T> type) {
    return Objects.requireNonNull(row.get(column, type), column);
  }
}
