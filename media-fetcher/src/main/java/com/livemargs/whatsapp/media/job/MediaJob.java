package com.livemargs.whatsapp.media.job;

import com.livemargs.whatsapp.media.fetch.WantedMedia;
import java.util.UUID;

/**
 * A file to fetch, leased by this instance.
 *
 * @param attempts this one included
 * @param wrongHashes earlier tries that brought other bytes than announced
 * @param excuses how many tries in a row were not counted, because Meta seemed to serve nothing
 * @param last the window for retries is over
 * @param lease proves that the job is still ours
 */
record MediaJob(
    Conversation conversation,
    WantedMedia wanted,
    int attempts,
    int wrongHashes,
    int excuses,
    boolean last,
    UUID lease) {

  @Override
  public String toString() {
    return "MediaJob[" + wanted.reference().kind() + ", attempt " + attempts + "]";
  }
}
