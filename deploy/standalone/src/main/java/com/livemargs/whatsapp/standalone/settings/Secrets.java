package com.livemargs.whatsapp.standalone.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The secrets of one data folder: made at its first start, readable by their owner only, kept for
 * ever.
 */
public final class Secrets {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final SecureRandom RANDOM = new SecureRandom();

  /** What only the simulator accepts; never offered to the real Graph API. */
  private static final Map<String, String> DEMO =
      Map.of(
          "WHATSAPP_ACCESS_TOKEN", "",
          "WHATSAPP_PHONE_NUMBER_ID", "106540352242922",
          "WHATSAPP_BUSINESS_ACCOUNT_ID", "102290129340398");

  private final Map<String, String> values;

  private Secrets(Map<String, String> values) {
    this.values = values;
  }

  /**
   * The file's secrets, made or completed where it lacks one.
   *
   * @throws StartRefused if the file cannot be written
   */
  public static Secrets of(Path file) {
    try {
      var kept = EnvFile.read(file);
      var complete = new LinkedHashMap<>(kept);
      fresh().forEach(complete::putIfAbsent);
      if (!complete.equals(kept)) {
        write(file, complete);
      }
      Files.setPosixFilePermissions(file, OWNER_ONLY);
      return new Secrets(complete);
    } catch (IOException e) {
      throw new StartRefused(file + " cannot be written: correct the rights of its folder.", e);
    }
  }

  /** All of them while Meta is simulated; without the demo account when a real one is spoken to. */
  public Map<String, String> forAccount(boolean simulated) {
    var fitting = new LinkedHashMap<>(values);
    if (!simulated) {
      fitting.keySet().removeAll(DEMO.keySet());
    }
    return Collections.unmodifiableMap(fitting);
  }

  /** Writes a file that nobody else can read, whole or not at all. */
  public static void writePrivately(Path file, String text) throws IOException {
    var attribute = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
    var folder = file.toAbsolutePath().getParent();
    var fresh = Files.createTempFile(folder, file.getFileName() + ".", ".new", attribute);
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void write(Path file, Map<String, String> values) throws IOException {
    var lines =
        values.entrySet().stream().map(pair -> pair.getKey() + "=" + pair.getValue() + "\n");
    writePrivately(file, lines.collect(Collectors.joining()));
  }

  private static Map<String, String> fresh() {
    var made = new LinkedHashMap<String, String>();
    made.put("WHATSAPP_APP_SECRET", random(16));
    made.put("WHATSAPP_WEBHOOK_VERIFY_TOKEN", random(16));
    made.put("WHATSAPP_API_KEYS", random(24));
    made.put("WHATSAPP_ADMIN_KEYS", random(24));
    made.put("MEDIA_URL_SECRET", random(32));
    made.put("INTERNAL_API_KEY", random(24));
    made.put("LIVEKIT_API_KEY", "API" + random(6));
    made.put("LIVEKIT_API_SECRET", random(32));
    for (var name : new TreeSet<>(DEMO.keySet())) {
      var value = DEMO.getOrDefault(name, "");
      made.put(name, value.isEmpty() ? "EAA" + random(24) : value);
    }
    return made;
  }

  private static String random(int bytes) {
    var drawn = new byte[bytes];
    RANDOM.nextBytes(drawn);
    return HexFormat.of().formatHex(drawn);
  }

  @Override
  public String toString() {
    return "Secrets" + values.keySet();
  }
}
