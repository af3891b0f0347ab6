package com.livemargs.whatsapp.persistence.store;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BinaryOperator;

/** How long each fact of a batch stays: all alike, or what is restored each from its record on. */
public final class Spans {

  private final Span usual;
  private final boolean alike;
  private final Map<Key, Span> own = new HashMap<>();

  private Spans(Span usual, boolean alike) {
    this.usual = usual;
    this.alike = alike;
  }

  private record Key(Class<?> kind, Object id) {}

  /** Everything stays as long. */
  public static Spans alike(Span span) {
    return new Spans(span, true);
  }

  /**
   * Each fact stays as long as it is told to.
   *
   * @param usual for what is told nothing
   */
  public static Spans each(Span usual) {
    return new Spans(usual, false);
  }

  /** A message or fact was told of at some time; told twice, the earlier counts. */
  public void tell(Class<?> kind, Object id, Span span) {
    put(new Key(kind, id), span, Span::earlier);
  }

  /** A room stays as long as its last message. */
  public void tellRoom(String roomName, Span span) {
    put(new Key(RoomFact.class, roomName), span, Span::joined);
  }

  private void put(Key key, Span span, BinaryOperator<Span> both) {
    if (!alike) {
      own.merge(key, span, both);
    }
  }

  public Span of(MessageRow row) {
    return of(MessageRow.class, row.messageId());
  }

  public Span of(StatusFact fact) {
    return of(StatusFact.class, fact.key());
  }

  public Span of(ChangeFact fact) {
    return of(ChangeFact.class, fact.wamid());
  }

  public Span of(FileFact fact) {
    return of(FileFact.class, fact.key());
  }

  public Span of(AccountEvent fact) {
    return of(AccountEvent.class, fact.id());
  }

  public Span of(RoomFact fact) {
    return of(RoomFact.class, fact.roomName());
  }

  private Span of(Class<?> kind, Object id) {
    return alike ? usual : own.getOrDefault(new Key(kind, id), usual);
  }
}
