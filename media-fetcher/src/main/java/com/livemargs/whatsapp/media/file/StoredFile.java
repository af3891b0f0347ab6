package com.livemargs.whatsapp.media.file;

/**
 * A file on our disk.
 *
 * @param mimeType decided from the bytes
 * @param size bytes
 * @param sha256 hex
 * @param originalName what it is called for people: by its sender, else by kind and type; cut to
 *     what an index of PostgreSQL takes
 */
public record StoredFile(
    FileName name, String mimeType, long size, String sha256, String originalName) {

  private static final int LONGEST_NAME = 255;

  public StoredFile {
    originalName = shorten(originalName, LONGEST_NAME);
  }

  /** A name of so many characters at most. The extension stays: people and programs go by it. */
  public static String shorten(String name, int most) {
    if (name.length() <= most) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    String extension = dot > 0 && name.length() - dot <= 10 ? name.substring(dot) : "";
    int end = most - extension.length();
    int cut = Character.isHighSurrogate(name.charAt(end - 1)) ? end - 1 : end;
    return name.substring(0, cut) + extension;
  }

  @Override
  public String toString() {
    return "StoredFile[" + mimeType + ", " + size + " bytes]";
  }
}
