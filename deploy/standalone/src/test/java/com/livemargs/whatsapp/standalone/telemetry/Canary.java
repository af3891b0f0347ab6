package com.livemargs.whatsapp.standalone.telemetry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Values that must not be told, and all the clothes that they may wear. */
final class Canary {

  private static final Pattern ENCODED = Pattern.compile("[A-Za-z0-9+/_-]{16,}");

  private final Set<String> plain = new LinkedHashSet<>();
  private final Set<String> forms = new LinkedHashSet<>();

  Canary(Collection<String> values) {
    for (String value : values) {
      plain.add(value);
      if (value.startsWith("+")) {
        plain.add(value.substring(1));
      }
    }
    plain.forEach(this::dress);
  }

  private void dress(String value) {
    forms.add(value);
    forms.add(URLEncoder.encode(value, UTF_8));
    forms.add(HexFormat.of().formatHex(value.getBytes(UTF_8)));
    for (int offset = 0; offset < 3; offset++) {
      String base64 = insideBase64(value, offset);
      forms.add(base64);
      forms.add(base64.replace('+', '-').replace('/', '_'));
    }
  }

  // What the value looks like in the middle of something longer, by where it begins there.
  private static String insideBase64(String value, int offset) {
    byte[] bytes = value.getBytes(UTF_8);
    byte[] shifted = new byte[offset + bytes.length];
    System.arraycopy(bytes, 0, shifted, offset, bytes.length);
    String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    return text.substring((offset * 8 + 5) / 6, shifted.length * 8 / 6);
  }

  /** What of it is found in this text, as it stands or decoded. */
  List<String> in(String text) {
    List<String> found = new ArrayList<>();
    String lower = text.toLowerCase(Locale.ROOT);
    forms.stream()
        .filter(form -> text.contains(form) || lower.contains(form.toLowerCase(Locale.ROOT)))
        .forEach(found::add);
    ENCODED
        .matcher(text)
        .results()
        .map(match -> decoded(match.group()))
        .flatMap(inner -> plain.stream().filter(inner::contains))
        .forEach(found::add);
    return found;
  }

  private static String decoded(String word) {
    String standard = word.replace('-', '+').replace('_', '/');
    String whole = standard.substring(0, standard.length() - (standard.length() % 4 == 1 ? 1 : 0));
    return new String(Base64.getDecoder().decode(whole), ISO_8859_1);
  }
}
