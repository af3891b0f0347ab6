package com.livemargs.whatsapp.media.serve;

import com.livemargs.whatsapp.media.file.StoredFile;
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
    return plain.isBlank() ? otherwise : StoredFile.shorten(plain, LONGEST);
  }
}
