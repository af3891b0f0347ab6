package com.livemargs.whatsapp.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The sample payloads, byte for byte, called after their files without {@code .json}: {@code
 * messages.text}.
 */
public final class Samples {

  /** What is not a webhook: our requests, their answers and the Graph API's errors. */
  private static final Pattern OTHER = Pattern.compile("(send|media|block_users|error)\\..*");

  private static final SortedMap<String, byte[]> ALL = load();

  private Samples() {}

  /** The full POST bodies of webhooks, by name. */
  public static SortedMap<String, byte[]> webhooks() {
    SortedMap<String, byte[]> webhooks = all();
    webhooks.keySet().removeIf(name -> OTHER.matcher(name).matches());
    return webhooks;
  }

  /** Every sample, by name. */
  public static SortedMap<String, byte[]> all() {
    SortedMap<String, byte[]> copies = new TreeMap<>();
    ALL.forEach((name, bytes) -> copies.put(name, bytes.clone()));
    return copies;
  }

  /** One sample, such as {@code messages.text}. */
  public static byte[] bytes(String name) {
    byte[] bytes = ALL.get(name);
    if (bytes == null) {
      throw new IllegalArgumentException("no sample is called " + name);
    }
    return bytes.clone();
  }

  private static SortedMap<String, byte[]> load() {
    try {
      SortedMap<String, byte[]> samples = new TreeMap<>();
      for (Resource file :
          new PathMatchingResourcePatternResolver().getResources("classpath*:samples/*.json")) {
        String name = String.valueOf(file.getFilename());
        samples.put(
            name.substring(0, name.length() - ".json".length()), file.getContentAsByteArray());
      }
      return samples;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
