package com.livemargs.whatsapp.ingress.split;

import com.livemargs.whatsapp.events.json.JsonSpan;
import com.livemargs.whatsapp.ingress.split.Shape.Member;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts one item's change out of the change that was received: the same bytes without the other
 * items and their contacts.
 */
final class SliceWriter {

  private final JsonSpan change;
  private final JsonSpan value;
  private final List<Member> members;

  /**
   * For the slices of one change.
   *
   * @param members those of {@code value}
   */
  SliceWriter(JsonSpan change, JsonSpan value, List<Member> members) {
    this.change = change;
    this.value = value;
    this.members = members;
  }

  /**
   * The change of one item.
   *
   * @param contacts those that go with it, or null when {@code contacts} is no array
   */
  byte[] slice(Slot slot, @Nullable List<JsonSpan> contacts) {
    ByteArrayOutputStream out =
        new ByteArrayOutputStream(512 + slot.item().end() - slot.item().start());
    copy(out, change.start(), value.start());
    char before = '{';
    for (Member member : members) {
      if (isKept(member, slot, contacts)) {
        out.write(before);
        before = ',';
        write(out, member, slot, contacts);
      }
    }
    copy(out, members.getLast().value().end(), change.end());
    return out.toByteArray();
  }

  private static boolean isKept(Member member, Slot slot, @Nullable List<JsonSpan> contacts) {
    if (contacts != null && member.name().equals("contacts")) {
      return !contacts.isEmpty();
    }
    return member == slot.array() || !Slot.isItems(member);
  }

  private void write(
      ByteArrayOutputStream out, Member member, Slot slot, @Nullable List<JsonSpan> contacts) {
    if (member == slot.array()) {
      copy(out, member.from(), member.value().start() + 1);
      slot.pieces().forEach(piece -> piece.writeTo(out));
      out.write(']');
    } else if (contacts != null && member.name().equals("contacts")) {
      copy(out, member.from(), member.value().start());
      char before = '[';
      for (JsonSpan contact : contacts) {
        out.write(before);
        before = ',';
        contact.writeTo(out);
      }
      out.write(']');
    } else {
      copy(out, member.from(), member.value().end());
    }
  }

  private void copy(ByteArrayOutputStream out, int from, int to) {
    out.write(change.document(), from, to - from);
  }
}
