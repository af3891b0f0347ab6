package com.livemargs.whatsapp.media.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import org.springframework.context.annotation.Primary;

/** A disk that shows room, and takes no file while its quota is used up. */
@Primary
public final class QuotaDirectory extends MediaDirectory {

  private volatile boolean usedUp;

  QuotaDirectory(FileSettings settings) {
    super(settings);
  }

  /** Uses the quota up, or raises it. */
  public void useUp(boolean all) {
    usedUp = all;
  }

  @Override
  IncomingFile newIncoming() throws IOException {
    if (usedUp) {
      throw new FileSystemException(".incoming", null, "Disk quota exceeded");
    }
    return super.newIncoming();
  }
}
