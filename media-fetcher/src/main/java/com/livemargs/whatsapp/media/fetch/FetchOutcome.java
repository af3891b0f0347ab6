package com.livemargs.whatsapp.media.fetch;

import com.livemargs.whatsapp.media.file.StoredFile;
import com.livemargs.whatsapp.media.outage.Outage;

/** What became of one try. */
public sealed interface FetchOutcome {

  /** The file is on disk and has its name. */
  record Stored(StoredFile file) implements FetchOutcome {}

  /** The bytes are not those that Meta announced. */
  record WrongHash() implements FetchOutcome {}

  /** The file is over the limit: no later try will change that. */
  record TooLarge() implements FetchOutcome {}

  /**
   * There is no room on our disk.
   *
   * @param needed bytes, 0 when nobody said
   */
  record DiskFull(long needed) implements FetchOutcome {}

  /** Our disk took nothing, though it showed room. */
  record WriteRefused() implements FetchOutcome {}

  /**
   * Meta named a download host that may not be asked: the list is to be widened, or it was a trick.
   */
  record HostRefused() implements FetchOutcome {}

  /**
   * Meta served nothing, for a reason that says nothing of this file.
   *
   * @param why for the log, as below
   */
  record Away(Outage outage, String why) implements FetchOutcome {}

  /**
   * A later try may do better.
   *
   * @param why for the log: nothing of the message, no address
   */
  record Failed(String why) implements FetchOutcome {}
}
