package com.livemargs.whatsapp.standalone.postgres;

import com.livemargs.whatsapp.standalone.server.Programs;
import com.livemargs.whatsapp.standalone.settings.StartRefused;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's own programs, from the class path, unpacked once per version. */
final class PostgresPrograms {
  private final Path home;

  private PostgresPrograms(Path home) {
    this.home = home;
  }

  static PostgresPrograms unpackedIn(Path folder) {
    try {
      var packed = packed();
      var digest = MessageDigest.getInstance("SHA-256").digest(packed);
      var home = folder.resolve("postgresql-" + HexFormat.of().formatHex(digest, 0, 6));
      if (!Files.isDirectory(home)) {
        unpack(packed, folder, home);
      }
      return new PostgresPrograms(home);
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new StartRefused(
          "PostgreSQL's programs cannot be unpacked into " + folder + ": " + e.getMessage(), e);
    }
  }

  String version() {
    return Programs.version(home.resolve("bin/postgres"));
  }

  /**
   * The command line of one of the programs; PostgreSQL refuses root, so root enters a user
   * namespace.
   */
  List<String> command(String program, String... arguments) {
    var command = new ArrayList<String>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private static byte[] packed() throws IOException {
    var system = System.getProperty("os.name").startsWith("Mac") ? "Darwin" : "Linux";
    var machine = System.getProperty("os.arch");
    var architecture = "amd64".equals(machine) ? "x86_64" : machine;
    try (var stream = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, architecture)) {
      return stream.readAllBytes();
    } catch (IllegalStateException e) {
      throw new StartRefused(
          "There are no PostgreSQL programs for %s on %s here: set POSTGRES_URL to a server of yours."
              .formatted(system, machine),
          e);
    }
  }

  private static void unpack(byte[] packed, Path folder, Path home) throws IOException {
    Files.createDirectories(folder);
    var fresh = Files.createTempDirectory(folder, "unpacking");
    try (var tar =
        new TarArchiveInputStream(new XZCompressorInputStream(new ByteArrayInputStream(packed)))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        place(tar, entry, fresh);
      }
    }
    Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void place(TarArchiveInputStream tar, TarArchiveEntry entry, Path root)
      throws IOException {
    var target = root.resolve(entry.getName()).normalize();
    if (!target.startsWith(root)) {
      throw new IOException("the archive leaves its folder");
    }
    Files.createDirectories(entry.isDirectory() ? target : target.resolve("..").normalize());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else if (entry.isFile()) {
      Files.copy(tar, target);
      if ((entry.getMode() & 0100) != 0 && !target.toFile().setExecutable(true, false)) {
        throw new IOException(target + " cannot be made executable");
      }
    }
  }
}
