package com.livemargs.whatsapp.standalone;

import com.livemargs.whatsapp.testkit.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** PostgreSQL's programs, unpacked once for all data folders of this JVM. */
public final class SharedPrograms {

  private static final Path FOLDER = Machine.folderUntilExit("programs");

  private SharedPrograms() {}

  /** Gives them to a data folder that nobody has used. */
  public static void in(Path data) {
    try {
      Files.createSymbolicLink(data.resolve("programs"), FOLDER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
