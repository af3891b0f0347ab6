package com.livemargs.whatsapp.chaos.workload;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What was promised to customers, to Meta and to callers: written when the answer came, never
 * before.
 */
public final class Book {

  private final Map<String, Said> said = new ConcurrentHashMap<>();
  private final Map<String, Reach> reached = new ConcurrentHashMap<>();
  private final Map<String, Asked> asked = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();

  /** A webhook with this message was answered 200. */
  public void accepted(Said message) {
    said.put(message.wamid(), message);
  }

  /** A webhook with this status was answered 200. */
  public void accepted(String wamid, Reach status) {
    reached.merge(wamid, status, Reach::further);
  }

  /** A send was promised. */
  public void promised(Asked send) {
    asked.put(send.key(), send);
  }

  /** Counts an answer or an attempt by its name. */
  public void count(String what) {
    counts.computeIfAbsent(what, name -> new LongAdder()).increment();
  }

  /** How often. */
  public long counted(String what) {
    LongAdder count = counts.get(what);
    return count == null ? 0 : count.sum();
  }

  /** All counts by name. */
  public Map<String, LongAdder> counts() {
    return counts;
  }

  /** Every message that was accepted. */
  public Collection<Said> said() {
    return said.values();
  }

  /** The message of that id, or null when it was never accepted. */
  public Map<String, Said> byWamid() {
    return said;
  }

  /** How far each outgoing message has come by the statuses that were accepted. */
  public Map<String, Reach> reached() {
    return reached;
  }

  /** Every send that was promised. */
  public Collection<Asked> asked() {
    return asked.values();
  }
}
