package com.livemargs.whatsapp.media.job;

import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.events.postgres.Schema;
import com.livemargs.whatsapp.media.file.FileSettings;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The jobs in PostgreSQL. {@code due_at} says when a job may be taken: for a leased one that is
 * when its lease ends, so that the job of a process that died comes back by itself. All times are
 * the database's.
 */
@Component
final class MediaJobs {

  private static final String ADD =
      """
      insert into media_jobs (
        whatsapp_message_id, media_id, conversation_key, phone_number_id, phone_number, customer_id,
        group_id, traceparent, history, kind, mime_type, sha256, file_name, expires_at)
      select whatsapp_message_id, media_id, conversation_key, phone_number_id, phone_number,
        customer_id, group_id, traceparent, history, kind, mime_type, sha256, file_name,
        now() + cast(:ttl as interval)
      from json_to_recordset(cast(:jobs as json)) as job(
        whatsapp_message_id text, media_id text, conversation_key text, phone_number_id text,
        phone_number text, customer_id text, group_id text, traceparent text, history boolean,
        kind text, mime_type text, sha256 text, file_name text)
      on conflict do nothing
      """;

  private static final String LEASE =
      """
      with due as (
        select whatsapp_message_id, media_id from media_jobs %s
        where state = 'pending' and due_at <= now() and needed_bytes <= :room
          and (lease is null or lease <> all(:running))
        order by %s limit :most for update of media_jobs skip locked)
      update media_jobs set
        lease = gen_random_uuid(), holder = :holder, due_at = now() + cast(:lease as interval),
        attempts = attempts + 1, first_tried_at = coalesce(first_tried_at, now())
      from due
      where media_jobs.whatsapp_message_id = due.whatsapp_message_id
        and media_jobs.media_id = due.media_id
      returning media_jobs.*, now() >= first_tried_at + cast(:window as interval) as last
      """;
  // What happens now goes before what is imported from before.
  private static final String LEASE_IN_TURN = LEASE.formatted("", "history, due_at");
  private static final String LEASE_TO_PROBE =
      LEASE.formatted(
          """
          left join (
            select phone_number_id, sum(excuses) as excuses from media_jobs
            where state = 'pending' group by phone_number_id) numbers
          on numbers.phone_number_id is not distinct from media_jobs.phone_number_id
          """,
          "numbers.excuses, media_jobs.excuses, history, due_at");

  private static final String RETRY =
      """
      update media_jobs set lease = null, holder = null, wrong_hashes = wrong_hashes + :wrong,
        excuses = 0, due_at = least(now() + cast(:delay as interval),
          greatest(now(), first_tried_at + cast(:window as interval)))
      where lease = :lease
      """;

  private static final String POSTPONE =
      """
      update media_jobs set lease = null, holder = null, attempts = attempts - 1,
        due_at = now() + cast(:delay as interval), needed_bytes = :needed,
        excuses = excuses + :excuses
      where lease = :lease
      """;

  private static final String RENEW =
      "update media_jobs set due_at = now() + cast(:delay as interval) where lease = :lease";

  private static final String SETTLE =
      """
      update media_jobs set lease = null, holder = null, state = :state, reason = :reason
      where lease = :lease
      """;

  private static final String HAND_BACK =
      """
      update media_jobs set lease = null, holder = null, attempts = attempts - 1, due_at = now()
      where holder = :holder and state = 'pending'
      """;

  private static final String PENDING_AGE =
      """
      select coalesce(extract(epoch from now() - min(created_at)), 0)::float8 as age
      from media_jobs where state = 'pending'
      """;

  private final DatabaseClient database;
  private final Schema schema;
  private final JobSettings settings;
  private final String ttl;
  private final UUID holder = UUID.randomUUID();

  MediaJobs(DatabaseClient database, Schema mediaSchema, JobSettings settings, FileSettings files) {
    this.database = database;
    this.schema = mediaSchema;
    this.settings = settings;
    this.ttl = files.ttl();
  }

  /** Adds what is not there yet. */
  Mono<Void> add(List<JobRow> jobs) {
    if (jobs.isEmpty()) {
      return Mono.empty();
    }
    String rows = Json.MAPPER.writeValueAsString(jobs);
    return run(database.sql(ADD).bind("jobs", rows).bind("ttl", ttl));
  }

  /**
   * Takes jobs that are due, for this process alone while it renews its lease.
   *
   * @param room bytes that a file may have; those that are known to be larger wait
   * @param probing a job of the number that Meta failed least goes first: it tells most
   * @param running leases of jobs that run here: after an outage of the database they have ended,
   *     and what was fetched meanwhile is still to be recorded
   */
  Flux<MediaJob> lease(int most, long room, boolean probing, Collection<UUID> running) {
    return schema.use(
        database
            .sql(probing ? LEASE_TO_PROBE : LEASE_IN_TURN)
            .bind("most", most)
            .bind("room", room)
            .bind("holder", holder)
            .bind("running", running.toArray(UUID[]::new))
            .bind("lease", settings.lease().toString())
            .bind("window", settings.retryWindow().toString())
            .map(JobRow::job)
            .all());
  }

  /**
   * Lets a job come again after the pause that its failures have earned, or at the window's end.
   */
  Mono<Void> retry(MediaJob job, boolean wrongHash) {
    Duration delay = settings.delayAfter(job.attempts());
    return run(
        held(RETRY, job.lease(), delay)
            .bind("wrong", wrongHash ? 1 : 0)
            .bind("window", settings.retryWindow().toString()));
  }

  /**
   * Lets a job come again as if it had not been tried, once there is room for it.
   *
   * @param needed bytes, 0 when nobody said
   */
  Mono<Void> postpone(MediaJob job, Duration delay, long needed) {
    return run(held(POSTPONE, job.lease(), delay).bind("needed", needed).bind("excuses", 0));
  }

  /** Lets a job come again as if it had not been tried, but for the excuse. */
  Mono<Void> excuse(MediaJob job, Duration delay) {
    return run(held(POSTPONE, job.lease(), delay).bind("needed", 0L).bind("excuses", 1));
  }

  /** Holds a job for another lease; false when it is no longer ours. */
  Mono<Boolean> renew(MediaJob job) {
    return held(RENEW, job.lease(), settings.lease()).fetch().rowsUpdated().map(rows -> rows > 0);
  }

  /**
   * Gives up all leases of this process; its jobs are due at once, as if they had not been tried.
   */
  Mono<Void> handBack() {
    return run(database.sql(HAND_BACK).bind("holder", holder));
  }

  private GenericExecuteSpec held(String sql, UUID lease, Duration delay) {
    return database.sql(sql).bind("lease", lease).bind("delay", delay.toString());
  }

  /** The file is there. */
  Mono<Void> stored(MediaJob job) {
    return settle(job, "stored", null);
  }

  /** The file will not come. */
  Mono<Void> unavailable(MediaJob job, Reason reason) {
    return settle(job, "unavailable", reason.wire());
  }

  private Mono<Void> settle(MediaJob job, String state, @Nullable String reason) {
    return run(
        database
            .sql(SETTLE)
            .bind("lease", job.lease())
            .bind("state", state)
            .bind("reason", Parameters.in(R2dbcType.VARCHAR, reason)));
  }

  /** Seconds that the oldest pending job has waited; 0 when there is none. */
  Mono<Double> pendingAge() {
    return schema.use(
        database
            .sql(PENDING_AGE)
            .map(row -> row.get("age", Double.class))
            .one()
            .cast(Double.class));
  }

  private Mono<Void> run(GenericExecuteSpec statement) {
    return schema.use(statement.fetch().rowsUpdated()).then();
  }
}
