package com.livemargs.whatsapp.media.file;

/**
 * A file on our disk.
 *
 * @param mimeType decided from the bytes
 * @param size bytes
 * @param sha256 hex
 * @param originalName what it is called for people: by its sender, else by kind and type
 */
public record StoredFile(
    FileName name, String mimeType, long size, String sha256, String originalName) {

  @Override
  public String toString() {
    return "StoredFile[" + mimeType + ", " + size + " bytes]";
  }
}
