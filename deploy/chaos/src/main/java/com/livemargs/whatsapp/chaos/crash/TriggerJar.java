package com.livemargs.whatsapp.chaos.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.events.crash.CrashPoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A jar for a service's class path that holds the trigger and nothing else of this module. */
public final class TriggerJar {

  private static final List<Class<?>> CLASSES =
      List.of(StopAtPoint.class, StopAtPoint.Manner.class);

  private TriggerJar() {}

  /**
   * The jar; a service with it on the class path asks {@link StopAtPoint}. Always the same bytes: a
   * cache of classes knows it by them.
   */
  public static byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes)) {
      for (Class<?> type : CLASSES) {
        put(jar, type.getName().replace('.', '/') + ".class", bytes(type));
      }
      String service = "META-INF/services/" + CrashPoint.Trigger.class.getName();
      put(jar, service, StopAtPoint.class.getName().getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static void put(JarOutputStream jar, String name, byte[] bytes) throws IOException {
    JarEntry entry = new JarEntry(name);
    entry.setTime(0);
    jar.putNextEntry(entry);
    jar.write(bytes);
  }

  private static byte[] bytes(Class<?> type) throws IOException {
    String file = type.getName().substring(type.getPackageName().length() + 1) + ".class";
    try (InputStream bytes = type.getResourceAsStream(file)) {
      if (bytes == null) {
        throw new IOException("the trigger's class is not on the class path");
      }
      return bytes.readAllBytes();
    }
  }
}
