package com.livemargs.whatsapp.media.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;

/**
 * A file on its way in, under a temporary name: bytes are hashed and counted as they come. All of
 * it blocks, so it runs off the event loops.
 */
public final class IncomingFile {

  private final Path path;
  private final FileChannel channel;
  private final MessageDigest digest;
  private long size;

  private IncomingFile(Path path, FileChannel channel, MessageDigest digest) {
    this.path = path;
    this.channel = channel;
    this.digest = digest;
  }

  static IncomingFile create(Path path) throws IOException {
    Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    FileChannel channel = FileChannel.open(path, fresh, Permissions.of(path, "rw-r-----"));
    try {
      return new IncomingFile(path, channel, MessageDigest.getInstance("SHA-256"));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Bytes so far. */
  public long size() {
    return size;
  }

  /** Takes the next bytes. */
  public void append(ByteBuffer bytes) throws IOException {
    digest.update(bytes.duplicate());
    size += bytes.remaining();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Nothing more comes: the bytes are on the disk when this returns, their SHA-256 is told. */
  public byte[] seal() throws IOException {
    channel.force(true);
    channel.close();
    return digest.digest();
  }

  Path path() {
    return path;
  }

  /** Somebody still needs it: it is not abandoned, however long nothing is written to it. */
  void touch() throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(Instant.now()));
  }

  /** Leaves nothing of it behind; what has been kept stays. */
  void discard() throws IOException {
    channel.close();
    Files.deleteIfExists(path);
  }

  static String hex(byte[] sha256) {
    return HexFormat.of().formatHex(sha256);
  }
}
