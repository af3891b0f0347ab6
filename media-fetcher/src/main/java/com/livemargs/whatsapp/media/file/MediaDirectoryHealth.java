package com.livemargs.whatsapp.media.file;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether files can be written. */
final class MediaDirectoryHealth implements HealthIndicator {

  private final MediaDirectory directory;

  MediaDirectoryHealth(MediaDirectory directory) {
    this.directory = directory;
  }

  @Override
  public Health health() {
    return directory.isWritable()
        ? Health.up().build()
        : Health.down().withDetail("MEDIA_DIR", "not writable").build();
  }
}
