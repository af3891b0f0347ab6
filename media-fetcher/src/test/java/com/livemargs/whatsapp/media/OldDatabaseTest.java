package com.livemargs.whatsapp.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.postgres.PostgresSettings;
import com.livemargs.whatsapp.events.postgres.Schema;
import com.livemargs.whatsapp.testkit.PostgresServer;
import java.net.URI;
import java.util.Random;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A database that an earlier version left. */
class OldDatabaseTest {

  private final String database = PostgresServer.shared().newDatabase();

  @Test
  void nameThatNoIndexTakesIsCutBeforeThereIsOne() {
    String name =
        new Random()
            .ints(4_000, 'a', 'z' + 1)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    migrateTo("4");
    PostgresServer.rows(
        database, "insert into media_files values ('hash', 'hash', 'image/jpeg', 1, now())");
    PostgresServer.rows(
        database,
        "insert into media_references values ('long', 'm', 'hash', ?, now()), ('short', 'm', 'hash', 'a.pdf', now())",
        name + ".pdf");

    new Schema(new PostgresSettings(database, 1), "media").ready().block();

    assertThat(PostgresServer.rows(database, "select file_name from media_references order by 1"))
        .extracting(row -> row.get("file_name"))
        .containsExactlyInAnyOrder("a.pdf", name.substring(0, 245) + ".pdf");
  }

  private void migrateTo(String version) {
    URI at = URI.create(database);
    String[] login = at.getUserInfo().split(":");
    Flyway.configure()
        .dataSource(
            "jdbc:postgresql://%s:%d%s".formatted(at.getHost(), at.getPort(), at.getPath()),
            login[0],
            login[1])
        .locations("classpath:db/media")
        .table("media_schema_history")
        .target(version)
        .load()
        .migrate();
  }
}
