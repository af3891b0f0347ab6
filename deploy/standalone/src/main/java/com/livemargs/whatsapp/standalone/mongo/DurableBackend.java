package com.livemargs.whatsapp.standalone.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers when the store's file has what was asked for. What is committed are whole requests: one
 * that is half done, of another connection, would be found by a killed server as a document without
 * its entries in the indexes.
 */
final class DurableBackend extends H2Backend {
  private static final Logger log = LoggerFactory.getLogger(DurableBackend.class);

  // The store's own thread would do this, too; room is used again after 45 s.
  private static final long COMPACTED_EACH_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int WANTED_FILL_PERCENT = 80;
  private static final int COMPACTED_BYTES = 8 << 20;

  /** Requests share it; a commit has it alone. */
  private final ReadWriteLock requests = new ReentrantReadWriteLock();

  private long compacted = System.nanoTime();

  private DurableBackend(MVStore store) {
    super(store);
  }

  /**
   * @throws org.h2.mvstore.MVStoreException if it cannot be read, or another process has it
   */
  static DurableBackend open(Path file) {
    // Its own thread would commit in the middle of a request.
    return new DurableBackend(
        new MVStore.Builder()
            .fileName(file.toString())
            .autoCommitDisabled()
            .autoCommitBufferSize(0)
            .open());
  }

  @Override
  public Document handleMessage(MongoMessage message) {
    Document answer;
    requests.readLock().lock();
    try {
      answer = super.handleMessage(message);
    } catch (RuntimeException e) {
      // The library would write the request beside it, with what customers say.
      log.atError().addKeyValue("failure", e.getClass().getName()).log("A request failed");
      throw e;
    } finally {
      requests.readLock().unlock();
    }
    commitAll();
    return answer;
  }

  // Who comes second finds that the first has committed for both.
  private void commitAll() {
    if (!getMvStore().hasUnsavedChanges()) {
      return;
    }
    requests.writeLock().lock();
    try {
      if (getMvStore().hasUnsavedChanges()) {
        getMvStore().commit();
        compactNowAndThen();
      }
    } finally {
      requests.writeLock().unlock();
    }
  }

  private void compactNowAndThen() {
    if (System.nanoTime() - compacted > COMPACTED_EACH_NANOS) {
      getMvStore().compact(WANTED_FILL_PERCENT, COMPACTED_BYTES);
      compacted = System.nanoTime();
    }
  }

  @Override
  protected MongoDatabase openOrCreateDatabase(String name) {
    // Opens its collections before a class of its own would have its members; what a class without
    // a name takes from here it has by then.
    var store = getMvStore();
    return new H2Database(name, store, getCursorRegistry()) {
      @Override
      protected MongoCollection<Object> openOrCreateCollection(
          String collection, CollectionOptions options) {
        var whole = getFullCollectionNamespace(collection);
        return new IndexedCollection(
            this,
            collection,
            options,
            store.openMap("databases." + whole),
            store.openMap("meta." + whole),
            getCursorRegistry());
      }

      // Where its dropping looks for one.
      @Override
      protected Index<Object> openOrCreateSecondaryIndex(
          String collection, String index, List<IndexKey> keys, boolean sparse) {
        var map = getFullCollectionNamespace(collection) + "._index_" + index;
        return new SecondaryIndex(index, keys, store.openMap(map));
      }
    };
  }
}
