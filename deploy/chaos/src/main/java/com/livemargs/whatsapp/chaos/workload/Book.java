package com.livemargs.whatsapp.chaos.workload;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What was promised to customers, to Meta and to callers: written when the answer came, never
 * before.
 */
public final class Book {

  private final Map<String, Said> said = new ConcurrentHashMap<>();
  private final Map<String, Reach> reached = new ConcurrentHashMap<>();
  private final Map<String, Asked> asked = new ConcurrentHashMap<>();
  private final AtomicInteger webhooksWithoutAnswer = new AtomicInteger();
  private final AtomicInteger sendsBegun = new AtomicInteger();
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

  /** A webhook is posted, again and again until it is answered 200. */
  void posting() {
    webhooksWithoutAnswer.incrementAndGet();
  }

  /** It was answered 200. */
  void posted() {
    webhooksWithoutAnswer.decrementAndGet();
  }

  /** Webhooks that were posted and have no 200 so far. */
  public int webhooksWithoutAnswer() {
    return webhooksWithoutAnswer.get();
  }

  /** Somebody asks for a send, again and again until it is promised. */
  void asking() {
    sendsBegun.incrementAndGet();
  }

  /** Sends that were asked for and are not promised so far. */
  public int sendsWithoutAnswer() {
    return sendsBegun.get() - asked.size();
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
