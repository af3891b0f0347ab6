package com.livemargs.whatsapp.persistence.identity;

import com.livemargs.whatsapp.events.identity.IdentityLink;
import com.livemargs.whatsapp.events.identity.Rooms;
import com.livemargs.whatsapp.events.meta.Customer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Half of an {@link IdentityLink}: an id has a phone, or was followed by another id. Repeats keep
 * the newest time. Names are {@linkplain #safe safe}, so that any of them fits an index.
 */
public record AliasEdge(String alias, Kind kind, String target, Instant timestamp) {

  /** The order in which edges are learnt, so that every store learns the same. */
  public static final Comparator<AliasEdge> BY_TIME =
      Comparator.comparing(AliasEdge::timestamp).thenComparing(AliasEdge::target);

  /** What an edge says. */
  public enum Kind {
    PHONE,
    SUCCESSOR
  }

  /** The edges of a link. */
  public static List<AliasEdge> of(IdentityLink link) {
    List<AliasEdge> edges = new ArrayList<>();
    Instant at = Instant.ofEpochMilli(link.timestamp());
    String customer = safe(link.customer());
    String phone = link.phone();
    if (phone != null && !phone.equals(link.customer())) {
      edges.add(new AliasEdge(customer, Kind.PHONE, safe(phone), at));
    }
    for (String former : link.previous()) {
      edges.add(new AliasEdge(safe(former), Kind.SUCCESSOR, customer, at));
    }
    return edges;
  }

  /** As a link again. */
  public IdentityLink link() {
    long at = timestamp.toEpochMilli();
    return switch (kind) {
      case PHONE -> new IdentityLink(alias, target, List.of(), at);
      case SUCCESSOR -> new IdentityLink(target, null, List.of(alias), at);
    };
  }

  /** An id or digits as it stands in a room's name. */
  public static String safe(String idOrDigits) {
    String room = Rooms.of(new Customer(null, idOrDigits), null, null);
    return room.substring(Rooms.PREFIX.length());
  }

  /** What makes two of them the same. */
  public String key() {
    return alias + '\n' + kind + '\n' + target;
  }

  /** The newer of two repeats. */
  public AliasEdge merge(AliasEdge other) {
    return timestamp.isBefore(other.timestamp) ? other : this;
  }

  @Override
  public String toString() {
    return "AliasEdge[" + kind + "]";
  }
}
