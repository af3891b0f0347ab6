package com.livemargs.whatsapp.events.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.livemargs.whatsapp.testkit.PostgresServer;
import com.livemargs.whatsapp.testkit.RealParts;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.R2dbcException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

class SchemaTest {

  private final String url = PostgresServer.shared().newDatabase();
  private final PostgresSettings settings = new PostgresSettings(url, 2);
  private final Schema schema = new Schema(settings, "schema-test");
  private final ConnectionPool pool = new PostgresConfiguration().connectionFactory(settings);

  @AfterEach
  void close() {
    pool.dispose();
  }

  @Test
  void tablesThatWentAreMadeAgain() {
    assertThat(noted().block()).isEqualTo(1);

    PostgresServer.rows(url, "drop schema public cascade");
    PostgresServer.rows(url, "create schema public");

    assertThatThrownBy(() -> noted().block())
        .hasCauseInstanceOf(R2dbcException.class)
        .extracting(failed -> ((R2dbcException) failed.getCause()).getSqlState())
        .isEqualTo(Schema.MISSING_TABLE);
    assertThat(noted().block()).isEqualTo(1);
  }

  @Test
  void aReleaseGoesOnWithTheTablesOfALaterOne() {
    assertThat(noted().block()).isEqualTo(1);
    PostgresServer.rows(url, "alter table notes add column later text");
    PostgresServer.rows(
        url,
        """
        insert into "schema-test_schema_history"
        select 99, '99', 'later', type, 'V99__later.sql', checksum, installed_by, now(), 1, true
        from "schema-test_schema_history" where version = '1'\
        """);

    assertThat(new Schema(settings, "schema-test").use(noted()).block()).isEqualTo(1);
  }

  @Test
  void aRoleThatMayMakeTablesInASchemaNeedsNothingElseOfTheDatabase() {
    String administrator =
        RealParts.assume(
            Optional.of(url.replaceFirst("//whatsapp:whatsapp@", "//postgres:postgres@"))
                .filter(other -> !other.equals(url)),
            "a PostgreSQL of its own");
    String name = "guest_" + url.substring(url.length() - 8);
    for (String statement :
        List.of(
            "create role %1$s login password 'guest'",
            "create schema of_%1$s",
            "grant usage, create on schema of_%1$s to %1$s",
            "alter role %1$s set search_path = of_%1$s")) {
      PostgresServer.rows(administrator, statement.formatted(name));
    }
    PostgresSettings guest =
        new PostgresSettings(url.replaceFirst("//.*@", "//" + name + ":guest@"), 2);
    ConnectionPool connections = new PostgresConfiguration().connectionFactory(guest);

    assertThat(noted(new Schema(guest, "schema-test"), connections).block()).isEqualTo(1);

    connections.dispose();
  }

  private Mono<Long> noted() {
    return noted(schema, pool);
  }

  private static Mono<Long> noted(Schema schema, ConnectionPool pool) {
    return schema.use(
        DatabaseClient.create(pool).sql("insert into notes values ('kept')").fetch().rowsUpdated());
  }
}
