package com.livemargs.whatsapp.standalone.postgres;

import com.livemargs.whatsapp.standalone.server.Programs;
import com.livemargs.whatsapp.standalone.settings.Secrets;
import com.livemargs.whatsapp.standalone.settings.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.util.FileSystemUtils;

/** The data folder of a PostgreSQL server: made whole or not at all. */
final class PostgresCluster {

  private PostgresCluster() {}

  /** Makes the folder with the role and the database that the services use. */
  static void create(PostgresPrograms programs, Path folder) {
    var fresh = folder.resolveSibling(folder.getFileName() + ".new");
    var password = folder.resolveSibling("postgres.password");
    try {
      FileSystemUtils.deleteRecursively(fresh);
      // The superuser gets a password that nobody keeps: nobody needs it.
      Secrets.writePrivately(password, UUID.randomUUID().toString());
      Programs.run(programs.command("initdb", initdb(fresh, password)), "");
      Programs.run(
          programs.command("postgres", "--single", "-D", fresh.toString(), "postgres"),
          "create role whatsapp login password 'whatsapp'\ncreate database whatsapp owner whatsapp\n");
      // Before the folder is there: after that nobody would come back for it.
      Files.delete(password);
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new StartRefused(
          "PostgreSQL's data cannot be made in " + folder + ": " + e.getMessage(), e);
    }
  }

  private static String[] initdb(Path folder, Path password) {
    return new String[] {
      "-D",
      folder.toString(),
      "-U",
      "postgres",
      "--pwfile=" + password,
      "-A",
      "scram-sha-256",
      "-E",
      "UTF8",
      "--locale=C",
      "--no-instructions"
    };
  }

  /** How the server is run: durable, on loopback, small. */
  static List<String> serverArguments(Path folder, int port) {
    var arguments = new ArrayList<>(List.of("-D", folder.toString()));
    for (var setting :
        List.of(
            "listen_addresses=127.0.0.1",
            "port=" + port,
            "unix_socket_directories=",
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "shared_buffers=64MB",
            "max_connections=80",
            "max_parallel_workers_per_gather=0",
            "log_error_verbosity=terse", // details of an error name values, phone numbers too
            "io_workers=1")) {
      arguments.addAll(List.of("-c", setting));
    }
    return arguments;
  }
}
