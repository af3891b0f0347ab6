package com.livemargs.whatsapp.standalone.mongo;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * An index that many documents may share a key of, by the first of its members: it leads to the
 * documents in which that is a text, one of some texts, or a time up to another. The library takes
 * such an index and does nothing with it.
 */
final class SecondaryIndex extends Index<Object> {
  private static final String BUILT = "";

  // A key is of one of these kinds, then the value, then the document's id behind an end.
  private static final String TEXT = "t";
  private static final String TIME = "d";
  private static final char END = '\0';

  private final MVMap<String, Object> entries;
  private final String member;

  /**
   * @param entries its own map, which stays in the store
   */
  SecondaryIndex(String name, List<IndexKey> keys, MVMap<String, Object> entries) {
    // A document of which it knows nothing is no error in one that is sparse only.
    super(name, keys, true);
    this.entries = entries;
    this.member = keys.getFirst().getKey();
  }

  /** All documents of the collection are in it, from now on also after a start. */
  void built() {
    entries.putIfAbsent(BUILT, true);
  }

  @Override
  public boolean isEmpty() {
    return !entries.containsKey(BUILT);
  }

  @Override
  public long getCount() {
    return entries.sizeAsLong() - (isEmpty() ? 0 : 1);
  }

  @Override
  public long getDataSize() {
    return 0;
  }

  @Override
  public boolean canHandle(Document query) {
    return query.size() == 1
        && query.containsKey(member)
        && (texts(query.get(member)).isPresent() || latest(query.get(member)).isPresent());
  }

  @Override
  public Iterable<Object> getPositions(Document query) {
    var condition = query.get(member);
    var positions = new ArrayList<>();
    for (var text : texts(condition).orElse(List.of())) {
      addAll(TEXT + text + END, TEXT + text + END, positions);
    }
    latest(condition).ifPresent(it -> addAll(TIME, time(it) + END, positions));
    return positions;
  }

  private void addAll(String start, String lastStart, Collection<Object> positions) {
    var found = entries.cursor(start, lastStart + Character.MAX_VALUE, false);
    while (found.hasNext()) {
      found.next();
      positions.add(found.getValue());
    }
  }

  /** The texts that the condition is for, if it is for texts alone. */
  private static Optional<List<String>> texts(@Nullable Object condition) {
    if (condition instanceof String text) {
      return Optional.of(List.of(text));
    }
    return condition instanceof Document operators
            && operators.get("$in") instanceof Collection<?> some
            && some.stream().allMatch(String.class::isInstance)
        ? Optional.of(some.stream().map(String.class::cast).distinct().toList())
        : Optional.empty();
  }

  private static Optional<Instant> latest(@Nullable Object condition) {
    return condition instanceof Document operators
            && operators.get("$lte") instanceof Instant latest
        ? Optional.of(latest)
        : Optional.empty();
  }

  @Override
  public void add(Document document, Object position, MongoCollection<Object> collection) {
    entriesOf(document).forEach(entry -> entries.put(entry, position));
  }

  @Override
  public @Nullable Object remove(Document document) {
    Object position = null;
    for (var entry : entriesOf(document).toList()) {
      var removed = entries.remove(entry);
      position = removed == null ? position : removed;
    }
    return position;
  }

  @Override
  public void updateInPlace(
      Document before, Document after, Object position, MongoCollection<Object> collection) {
    if (!nullAwareEqualsKeys(before, after)) {
      remove(before);
      add(after, position, collection);
    }
  }

  @Override
  public @Nullable Object getPosition(Document document) {
    return null; // one that is unique knows, the one of _id at least
  }

  @Override
  public void checkAdd(Document document, MongoCollection<Object> collection) {
    // Nothing can stand against it.
  }

  @Override
  public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
    // Nothing can stand against it.
  }

  @Override
  public void drop() {
    // Its map goes with it, which the database removes.
  }

  private Stream<String> entriesOf(Document document) {
    var id = Objects.requireNonNull(document.get("_id"));
    var end = END + (id instanceof String ? "" : id.getClass().getName()) + id;
    return getKeyValues(document).stream()
        .map(values -> key(values.get(0)))
        .flatMap(Optional::stream)
        .distinct()
        .map(key -> key + end);
  }

  private static Optional<String> key(@Nullable Object value) {
    if (value instanceof String text) {
      return Optional.of(TEXT + text);
    }
    return value instanceof Instant time ? Optional.of(time(time)) : Optional.empty();
  }

  // Sixteen digits, in whose order times are, those before 1970 too.
  private static String time(Instant time) {
    return TIME + HexFormat.of().toHexDigits(time.toEpochMilli() ^ Long.MIN_VALUE);
  }
}
