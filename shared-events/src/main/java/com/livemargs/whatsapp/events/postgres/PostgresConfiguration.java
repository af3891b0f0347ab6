package com.livemargs.whatsapp.events.postgres;

import com.livemargs.whatsapp.events.health.Dependency;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.client.SSLMode;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.netty.tcp.TcpResources;

/**
 * PostgreSQL over R2DBC for the services that store: one bounded pool, deadlines on the server's
 * side.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PostgresSettings.class)
public class PostgresConfiguration {

  private static final Duration STATEMENT = Duration.ofSeconds(20);
  // Whoever stands still within a transaction, or cannot be reached any more, gives its locks back:
  // without these the server would keep them for two hours.
  private static final Map<String, String> DESERTED =
      Map.of(
          "idle_in_transaction_session_timeout", "60s",
          "tcp_keepalives_idle", "20s",
          "tcp_keepalives_interval", "10s",
          "tcp_keepalives_count", "3",
          "tcp_user_timeout", "40s");
  private static final Duration CONNECT = Duration.ofSeconds(2);
  // Longer than anybody waits for one: on a machine that has no time left, connections that are
  // given up while they log in are made again and again, and leave even less.
  private static final Duration CREATE = Duration.ofSeconds(15);
  private static final Duration ACQUIRE = Duration.ofSeconds(3);

  @Bean(destroyMethod = "dispose")
  ConnectionPool connectionFactory(PostgresSettings settings) {
    return new ConnectionPool(
        ConnectionPoolConfiguration.builder(factory(settings))
            .initialSize(0)
            .maxSize(settings.poolSize())
            .maxAcquireTime(ACQUIRE)
            .maxCreateConnectionTime(CREATE)
            .maxIdleTime(Duration.ofMinutes(5))
            .acquireRetry(1)
            .build());
  }

  private static PostgresqlConnectionFactory factory(PostgresSettings settings) {
    PostgresqlConnectionConfiguration.Builder builder =
        PostgresqlConnectionConfiguration.builder()
            .host(settings.host())
            .port(settings.port())
            .database(settings.database())
            .username(settings.user())
            .password(settings.password())
            .sslMode(SSLMode.fromValue(settings.sslMode()))
            .connectTimeout(CONNECT)
            .statementTimeout(STATEMENT)
            .options(DESERTED)
            .applicationName("whatsapp")
            .loopResources(new WatchedConnections(TcpResources.get()))
            .tcpKeepAlive(true);
    settings.sslRootCert().ifPresent(builder::sslRootCert);
    return new PostgresqlConnectionFactory(builder.build());
  }

  @Bean
  Dependency postgresDependency(DatabaseClient client) {
    return new Dependency(
        "postgresql",
        client
            .sql("show server_version")
            .map(row -> String.valueOf(row.get(0, String.class)))
            .one()
            .map(version -> Map.of("version", version)));
  }

  @Bean
  DatabaseClient databaseClient(ConnectionPool pool) {
    return DatabaseClient.create(pool);
  }

  @Bean
  R2dbcTransactionManager r2dbcTransactionManager(ConnectionPool pool) {
    return new R2dbcTransactionManager(pool);
  }

  @Bean
  TransactionalOperator transactionalOperator(R2dbcTransactionManager manager) {
    return TransactionalOperator.create(manager);
  }
}
