package com.livemargs.whatsapp.chaos.crash;

import com.livemargs.whatsapp.events.crash.CrashPoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for a service's class path that holds the trigger and nothing else of this module. */
public final class TriggerFolder {

  private TriggerFolder() {}

  /** Makes the folder; a service with it on the class path asks {@link HaltAtPoint}. */
  public static Path in(Path folder) throws IOException {
    String name = HaltAtPoint.class.getName();
    copy(folder.resolve(name.replace('.', '/') + ".class"));
    Path entry = folder.resolve("META-INF/services/" + CrashPoint.Trigger.class.getName());
    Files.createDirectories(entry.resolveSibling("."));
    Files.writeString(entry, name);
    return folder;
  }

  private static void copy(Path target) throws IOException {
    Files.createDirectories(target.resolveSibling("."));
    try (InputStream bytes =
        HaltAtPoint.class.getResourceAsStream(HaltAtPoint.class.getSimpleName() + ".class")) {
      if (bytes == null) {
        throw new IOException("the trigger's class is not on the class path");
      }
      Files.write(target, bytes.readAllBytes());
    }
  }
}
