package com.livemargs.whatsapp.ingress.split;

import com.livemargs.whatsapp.events.json.JsonSpan;
import com.livemargs.whatsapp.ingress.split.Shape.Member;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The place of one item in its change: the array it stands in and what of that array goes with it.
 *
 * @param array member of {@code value}
 * @param item the item; of history that holds no message the chunk or thread
 * @param pieces what stands between the brackets of the array in the slice
 * @param thread id of the history thread, or null
 */
record Slot(Use use, Member array, JsonSpan item, List<JsonSpan> pieces, @Nullable String thread) {

  /** What an item is read as. */
  enum Use {
    MESSAGE,
    STATUS,
    /** History without a message, such as a refusal: an account event. */
    REST
  }

  /** All items of a change, in their order. */
  static List<Slot> of(List<Member> value) {
    List<Slot> slots = new ArrayList<>();
    for (Member member : value) {
      if (isItems(member)) {
        List<JsonSpan> elements = Shape.elements(member.value());
        for (JsonSpan element : elements) {
          add(slots, member, element);
        }
      }
    }
    return slots;
  }

  /** Whether a member of {@code value} is an array that the splitter takes apart. */
  static boolean isItems(Member member) {
    return member.value().isArray()
        && switch (member.name()) {
          case "messages", "message_echoes", "statuses", "history" -> true;
          default -> false;
        };
  }

  private static void add(List<Slot> slots, Member array, JsonSpan element) {
    switch (array.name()) {
      case "statuses" -> slots.add(new Slot(Use.STATUS, array, element, List.of(element), null));
      case "history" -> chunk(slots, array, element);
      default -> slots.add(new Slot(Use.MESSAGE, array, element, List.of(element), null));
    }
  }

  private static void chunk(List<Slot> slots, Member array, JsonSpan chunk) {
    Inner threads = Inner.of(chunk, "threads");
    for (JsonSpan thread : threads.elements()) {
      Inner messages = Inner.of(thread, "messages");
      for (JsonSpan item : messages.elements()) {
        List<JsonSpan> pieces =
            List.of(threads.head(), messages.head(), item, messages.tail(), threads.tail());
        slots.add(new Slot(Use.MESSAGE, array, item, pieces, messages.id()));
      }
      if (messages.elements().isEmpty()) {
        List<JsonSpan> pieces = List.of(threads.head(), thread, threads.tail());
        slots.add(new Slot(Use.REST, array, thread, pieces, null));
      }
    }
    if (threads.elements().isEmpty()) {
      slots.add(new Slot(Use.REST, array, chunk, List.of(chunk), null));
    }
  }

  /** An object around an array: the bytes up to the first element and after the last. */
  private record Inner(List<JsonSpan> elements, JsonSpan head, JsonSpan tail, @Nullable String id) {

    static Inner of(JsonSpan object, String name) {
      List<Member> members = object.isObject() ? Shape.members(object) : List.of();
      JsonSpan array = Shape.last(members, name);
      if (array == null || !array.isArray()) {
        return new Inner(List.of(), object, object, null);
      }
      byte[] document = object.document();
      return new Inner(
          Shape.elements(array),
          new JsonSpan(document, object.start(), array.start() + 1),
          new JsonSpan(document, array.end() - 1, object.end()),
          Shape.text(Shape.last(members, "id")));
    }
  }
}
