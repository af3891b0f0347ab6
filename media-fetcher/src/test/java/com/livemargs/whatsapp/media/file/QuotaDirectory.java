package com.livemargs.whatsapp.media.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Primary;

/** A disk that shows room, and takes no file while it refuses one of the steps to it. */
@Primary
public final class QuotaDirectory extends MediaDirectory {

  /** A step of a file on its way to the disk. */
  public enum Step {
    BEGIN,
    WRITE,
    NAME
  }

  private volatile @Nullable Step refused;
  private volatile String words = "";

  QuotaDirectory(FileSettings settings) {
    super(settings);
  }

  /** From now on no file gets past this step. */
  public void refuse(Step step, String systemsWords) {
    words = systemsWords;
    refused = step;
  }

  /** Takes files again. */
  public void takeAll() {
    refused = null;
  }

  @Override
  IncomingFile newIncoming() throws IOException {
    check(Step.BEGIN);
    IncomingFile file = super.newIncoming();
    if (refused == Step.WRITE) {
      // What is closed takes no byte.
      file.discard();
    }
    return file;
  }

  @Override
  void keep(IncomingFile file, FileName name) throws IOException {
    check(Step.NAME);
    super.keep(file, name);
  }

  private void check(Step step) throws IOException {
    if (refused == step) {
      throw new FileSystemException(".incoming", null, words);
    }
  }
}
