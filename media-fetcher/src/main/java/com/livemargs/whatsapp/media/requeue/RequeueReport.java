package com.livemargs.whatsapp.media.requeue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was done, or would be; nothing of a customer is in it.
 *
 * @param done files that were due at once; in a dry run that would be
 * @param more whether further files match
 */
record RequeueReport(boolean dryRun, long done, boolean more, List<Group> files) {

  /**
   * Files alike.
   *
   * @param state before
   * @param reason why they were given up, or null
   * @param oldestTime when the first of their messages came, in milliseconds
   */
  record Group(String state, @Nullable String reason, long files, long oldestTime) {}

  static RequeueReport of(boolean dryRun, boolean more, List<Group> files) {
    return new RequeueReport(dryRun, files.stream().mapToLong(Group::files).sum(), more, files);
  }
}
