package com.livemargs.whatsapp.media.serve;

import java.util.regex.Pattern;

/**
 * What a browser is told to call a file: the last part of the sender's name, without anything that
 * steers a shell, a path or the direction of text.
 */
final class DownloadName {

  private static final Pattern UNFIT =
      Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}\\p{Cn}\\p{Zl}\\p{Zp}\"*:<>?|;%]");
  private static final int LONGEST = 150;

  private DownloadName() {}

  static String of(String senders, String otherwise) {
    String last =
        senders.substring(Math.max(senders.lastIndexOf('/'), senders.lastIndexOf('\\')) + 1);
    String plain = UNFIT.matcher(last).replaceAll("").strip().replaceFirst("^\\.+", "");
    if (plain.isBlank()) {
      return otherwise;
    }
    return plain.length() <= LONGEST ? plain : shorten(plain);
  }

  // The extension stays: it is what people and programs go by.
  private static String shorten(String name) {
    int dot = name.lastIndexOf('.');
    String extension = dot > 0 && name.length() - dot <= 10 ? name.substring(dot) : "";
    int end = LONGEST - extension.length();
    int cut = Character.isHighSurrogate(name.charAt(end - 1)) ? end - 1 : end;
    return name.substring(0, cut) + extension;
  }
}
