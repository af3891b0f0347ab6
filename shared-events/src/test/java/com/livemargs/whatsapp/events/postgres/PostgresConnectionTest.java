package com.livemargs.whatsapp.events.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.livemargs.whatsapp.testkit.PostgresServer;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.R2dbcException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.r2dbc.core.DatabaseClient;

class PostgresConnectionTest {

  private final String url = PostgresServer.shared().newDatabase();

  @ParameterizedTest
  @CsvSource({
    "statement_timeout, 20s",
    "idle_in_transaction_session_timeout, 1min",
    "tcp_keepalives_idle, 20",
    "tcp_user_timeout, 40000"
  })
  void theServerLetsGoOfWhoeverStandsStillOrIsOutOfReach(String setting, String expected) {
    assertThat(asked(url, "show " + setting)).isEqualTo(expected);
  }

  @Test
  void aRefusedLoginIsToldByTheServersWord() {
    String stranger = url.replaceFirst("postgresql://[^:]+", "postgresql://nobody-here");

    assertThatThrownBy(() -> asked(stranger, "show server_version"))
        .hasCauseInstanceOf(R2dbcException.class)
        .extracting(failed -> ((R2dbcException) failed.getCause()).getSqlState())
        .isEqualTo("28000");
  }

  private static String asked(String url, String sql) {
    ConnectionPool pool =
        new PostgresConfiguration().connectionFactory(new PostgresSettings(url, 1));
    try {
      return DatabaseClient.create(pool).sql(sql).mapValue(String.class).one().block();
    } finally {
      pool.dispose();
    }
  }
}
