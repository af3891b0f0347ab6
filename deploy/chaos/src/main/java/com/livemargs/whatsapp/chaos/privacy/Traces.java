package com.livemargs.whatsapp.chaos.privacy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds words in what was told, as they are, encoded, or inside of something encoded. */
final class Traces {

  private static final Pattern ENCODED = Pattern.compile("[A-Za-z0-9+/_-]{16,}");
  private static final int ALIGNMENTS = 3;

  private final Map<String, String> forms = new LinkedHashMap<>();
  private final Map<String, String> plain = new LinkedHashMap<>();

  /** Looks for these: a name for the report, and the word. */
  Traces(Map<String, String> words) {
    plain.putAll(words);
    words.forEach(this::add);
  }

  private void add(String name, String word) {
    forms.put(word, name);
    forms.put(URLEncoder.encode(word, UTF_8), name + ", URL-encoded");
    forms.put(HexFormat.of().formatHex(word.getBytes(UTF_8)), name + ", as hex");
    for (int pad = 0; pad < ALIGNMENTS; pad++) {
      String shifted = "\0".repeat(pad) + word;
      String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted.getBytes(UTF_8));
      // The first and the last signs share bits with their neighbours.
      int from = pad == 0 ? 0 : pad + 1;
      int to = encoded.length() - (shifted.length() % ALIGNMENTS == 0 ? 0 : 1);
      forms.put(encoded.substring(from, to), name + ", in base64");
    }
  }

  /** Names of what is found. */
  Set<String> in(String told) {
    Set<String> found = new TreeSet<>();
    forms.forEach(
        (form, name) -> {
          if (told.contains(form)) {
            found.add(name);
          }
        });
    ENCODED.matcher(told).results().map(MatchResult::group).forEach(it -> decoded(it, found));
    return found;
  }

  private void decoded(String encoded, Set<String> found) {
    String usual = encoded.replace('-', '+').replace('_', '/');
    String whole = usual.substring(0, usual.length() / 4 * 4);
    try {
      String inside = new String(Base64.getDecoder().decode(whole), ISO_8859_1);
      plain.forEach(
          (name, word) -> {
            if (inside.contains(word)) {
              found.add(name + ", decoded");
            }
          });
    } catch (IllegalArgumentException notBase64) {
      // then nothing is hidden in it
    }
  }
}
