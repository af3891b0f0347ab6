package com.livemargs.whatsapp.events.crash;

import java.util.Iterator;
import java.util.Locale;
import java.util.ServiceLoader;

/**
 * A line next to an effect: redelivery must finish the job when the process ends right there. Does
 * nothing unless a {@link Trigger} lies on the class path, and no release has one: no setting can
 * switch it on.
 */
public enum CrashPoint {
  /** Signed and split, nothing sent to Kafka. */
  INGRESS_BEFORE_PUBLISH,
  /** All of it acknowledged, the 200 not written. */
  INGRESS_PUBLISHED,
  /** Facts are gathered, no statement is sent. */
  PERSISTENCE_BEFORE_WRITE,
  /** Messages are in MongoDB, not all of their lines. */
  PERSISTENCE_WITHOUT_LINES,
  /** The items are stored, not yet joined with what came before them. */
  PERSISTENCE_WRITTEN,
  /** Sends have their wamids, statuses have not reached them. */
  PERSISTENCE_SETTLED,
  /** Statuses have reached their messages, files have not. */
  PERSISTENCE_ADVANCED,
  /** All is stored, the offsets are not committed. */
  PERSISTENCE_BEFORE_COMMIT,
  /** Jobs are rows, the offsets are not committed. */
  MEDIA_TAKEN_IN,
  /** A lease is held, nothing is fetched. */
  MEDIA_LEASED,
  /** The temporary file is whole, nothing is known of it. */
  MEDIA_WRITTEN,
  /** The file has its row and not its name. */
  MEDIA_BEFORE_RENAME,
  /** The file has its name, nobody was told. */
  MEDIA_RENAMED,
  /** It was told, the job is still pending. */
  MEDIA_ANNOUNCED,
  /** A request is in the ledger, its caller has no answer. */
  OUTBOUND_ACCEPTED,
  /** Marked as in flight, not committed. */
  OUTBOUND_CLAIMED,
  /** In flight for all to see, Meta not asked. */
  OUTBOUND_IN_FLIGHT,
  /** Meta has answered, nothing is recorded. */
  OUTBOUND_CALLED,
  /** The outcome is written, not committed. */
  OUTBOUND_DECIDED,
  /** Recorded, its result not told. */
  OUTBOUND_RECORDED,
  /** The result is told, its row still says that it is to be told. */
  OUTBOUND_RELAYED,
  /** A status has settled a send, its offset is not committed. */
  OUTBOUND_SETTLED,
  /** What was read is in the ledger, the offsets are not committed. */
  OUTBOUND_BEFORE_COMMIT,
  /** An event is read, the room has nothing. */
  LIVEKIT_BEFORE_PUBLISH,
  /** The room is there, nothing is sent into it. */
  LIVEKIT_ROOM_MADE,
  /** The room has it, the offsets are not committed. */
  LIVEKIT_PUBLISHED;

  private static final Trigger TRIGGER = trigger();

  /** Decides what happens at a point; found by {@link ServiceLoader}. */
  @FunctionalInterface
  public interface Trigger {

    /** Called on the line itself, by whatever thread runs there. */
    void reached(CrashPoint point);
  }

  /** The program runs past this line. */
  public void reached() {
    TRIGGER.reached(this);
  }

  /** The program whose line it is: ingress, persistence, media, outbound or livekit. */
  public String program() {
    return name().substring(0, name().indexOf('_')).toLowerCase(Locale.ROOT);
  }

  private static Trigger trigger() {
    Iterator<Trigger> found = ServiceLoader.load(Trigger.class, loader()).iterator();
    return found.hasNext() ? found.next() : point -> {};
  }

  private static ClassLoader loader() {
    return CrashPoint.class.getClassLoader();
  }
}
