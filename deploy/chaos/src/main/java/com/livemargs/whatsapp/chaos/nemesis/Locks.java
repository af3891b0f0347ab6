package com.livemargs.whatsapp.chaos.nemesis;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One blow at a time for each node, and for all brokers together: a majority of them is what the
 * promises are made on.
 */
final class Locks {

  private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

  /** Does it when nobody else is at that node. */
  void exclusively(String node, Runnable work) {
    ReentrantLock lock = lock(node);
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  /** Does it unless somebody else is there. */
  void ifFree(String node, Runnable work) {
    ReentrantLock lock = lock(node);
    if (lock.tryLock()) {
      try {
        work.run();
      } finally {
        lock.unlock();
      }
    }
  }

  private ReentrantLock lock(String node) {
    String name = node.startsWith("kafka-") ? "kafka" : node;
    return locks.computeIfAbsent(name, key -> new ReentrantLock(true));
  }
}
