package com.livemargs.whatsapp.events.json;

/** Text that every store takes. */
public final class PlainText {

  private PlainText() {}

  /** U+0000 and lone surrogates become U+FFFD: PostgreSQL and BSON take neither. */
  public static String of(String text) {
    StringBuilder cleaned = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        i++;
      } else if (c == 0 || Character.isSurrogate(c)) {
        cleaned = cleaned == null ? new StringBuilder(text) : cleaned;
        cleaned.setCharAt(i, '\uFFFD');
      }
    }
    return cleaned == null ? text : cleaned.toString();
  }
}
