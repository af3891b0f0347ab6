package com.livemargs.whatsapp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgresServerTest {

  @Test
  void databasesOfOneServerDoNotSeeEachOther() {
    String one = PostgresServer.shared().newDatabase();
    String other = PostgresServer.shared().newDatabase();

    PostgresServer.rows(one, "create table seen (id int)");

    assertThat(PostgresServer.rows(one, "select * from seen")).isEmpty();
    assertThatThrownBy(() -> PostgresServer.rows(other, "select * from seen"))
        .hasStackTraceContaining("seen");
  }

  @Test
  void rowsHoldPlainValues() {
    String url = PostgresServer.shared().newDatabase();

    assertThat(
            PostgresServer.rows(
                url,
                "select ?::int as n, timestamptz 'epoch' as t, json '{\"a\":1}' as j, null as x",
                7))
        .first()
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("n", 7)
        .containsEntry("t", Instant.EPOCH)
        .containsEntry("j", "{\"a\":1}")
        .containsEntry("x", null);
  }

  @Test
  void aRestartedServerKeepsPortAndRows() {
    try (PostgresServer postgres = PostgresServer.start()) {
      String url = postgres.newDatabase();
      PostgresServer.rows(url, "create table kept as select 1 as id");

      postgres.stop();
      assertThatThrownBy(() -> PostgresServer.rows(url, "select 1"))
          .hasStackTraceContaining("refused");
      postgres.restart();

      assertThat(PostgresServer.rows(url, "select id from kept")).containsExactly(Map.of("id", 1));
    }
  }
}
