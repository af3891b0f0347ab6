package com.livemargs.whatsapp.chaos.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.events.crash.CrashPoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A jar for a service's class path that holds the trigger and nothing else of this module. */
public final class TriggerJar {

  private TriggerJar() {}

  /** Writes the jar; a service with it on the class path asks {@link HaltAtPoint}. */
  public static void write(Path file) throws IOException {
    String name = HaltAtPoint.class.getName();
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
      put(jar, name.replace('.', '/') + ".class", bytes());
      put(jar, "META-INF/services/" + CrashPoint.Trigger.class.getName(), name.getBytes(UTF_8));
    }
  }

  // Always the same bytes: a cache of classes knows the jar by them.
  private static void put(JarOutputStream jar, String name, byte[] bytes) throws IOException {
    JarEntry entry = new JarEntry(name);
    entry.setTime(0);
    jar.putNextEntry(entry);
    jar.write(bytes);
  }

  private static byte[] bytes() throws IOException {
    try (InputStream bytes =
        HaltAtPoint.class.getResourceAsStream(HaltAtPoint.class.getSimpleName() + ".class")) {
      if (bytes == null) {
        throw new IOException("the trigger's class is not on the class path");
      }
      return bytes.readAllBytes();
    }
  }
}
