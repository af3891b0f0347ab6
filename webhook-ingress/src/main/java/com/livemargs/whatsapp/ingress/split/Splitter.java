package com.livemargs.whatsapp.ingress.split;

import com.livemargs.whatsapp.events.json.JsonSpan;
import com.livemargs.whatsapp.events.json.NotJsonException;
import com.livemargs.whatsapp.ingress.split.Shape.Member;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a body apart, entry by entry and change by change. Nothing is dropped: what has no place
 * elsewhere is a part for the quarantine, and its neighbours go on.
 */
public final class Splitter {

  private static final int LONGEST_ID = 4_096;
  private static final int LONGEST_SECONDS = 11;

  private static final Logger log = LoggerFactory.getLogger(Splitter.class);

  private Splitter() {}

  /** The parts of a signed body, whatever it holds. */
  public static Split split(byte[] body, Instant received) {
    try {
      WellFormed.require(body);
    } catch (NotJsonException broken) {
      return whole(body, received, String.valueOf(broken.getMessage()), false);
    }
    try {
      Parts parts = new Parts();
      List<JsonSpan> entries = elements(Shape.root(body), "entry");
      entries.forEach(entry -> entry(entry, received, parts));
      return entries.isEmpty()
          ? whole(body, received, "the body is no webhook", true)
          : parts.split(true);
    } catch (Parts.TooManyException tooMany) {
      return whole(body, received, String.valueOf(tooMany.getMessage()), true);
    } catch (RuntimeException fault) {
      // Ours, and the same at every redelivery: kept whole it waits for a release that can split
      // it.
      log.atError()
          .addKeyValue("failure", fault.getClass().getName())
          .addKeyValue("at", fault.getStackTrace().length == 0 ? "" : fault.getStackTrace()[0])
          .log("A webhook could not be taken apart and was quarantined whole");
      return whole(body, received, "the body could not be taken apart", true);
    }
  }

  private static Split whole(byte[] body, Instant received, String reason, boolean readable) {
    Parts parts = new Parts();
    parts.quarantine(new Origin(null, null, received), body, reason);
    return parts.split(readable);
  }

  /** Elements of every array of this name in an object. */
  private static List<JsonSpan> elements(JsonSpan object, String name) {
    List<JsonSpan> elements = new ArrayList<>();
    if (object.isObject()) {
      for (Member member : Shape.members(object)) {
        if (member.name().equals(name) && member.value().isArray()) {
          elements.addAll(Shape.elements(member.value()));
        }
      }
    }
    return elements;
  }

  private static void entry(JsonSpan entry, Instant received, Parts parts) {
    List<Member> members = entry.isObject() ? Shape.members(entry) : List.of();
    String waba = Shape.text(Shape.last(members, "id"));
    boolean named = waba == null || waba.length() <= LONGEST_ID;
    Instant stated = seconds(Shape.text(Shape.last(members, "time")));
    Origin origin = new Origin(named ? waba : null, stated, received);
    List<JsonSpan> changes = named ? elements(entry, "changes") : List.of();
    if (changes.isEmpty()) {
      parts.quarantine(origin, entry.bytes(), "the entry holds no change");
    }
    changes.forEach(change -> new ChangeSplitter(origin, parts).split(change));
  }

  /** Unix seconds, or null when the text is something else. */
  static @Nullable Instant seconds(@Nullable String text) {
    boolean digits =
        text != null
            && !text.isEmpty()
            && text.length() <= LONGEST_SECONDS
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? Instant.ofEpochSecond(Long.parseLong(text)) : null;
  }
}
