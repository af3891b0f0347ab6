package com.livemargs.whatsapp.ingress.split;

import com.livemargs.whatsapp.events.json.JsonSpan;
import com.livemargs.whatsapp.ingress.split.Shape.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The contacts of a change, handed out to its items by phone or id, never by position. Contacts
 * that are nobody's here go with the first item, so that they are not lost.
 */
final class Contacts {

  private static final Set<String> ADDRESSES =
      Set.of(
          "from",
          "from_user_id",
          "to",
          "to_user_id",
          "recipient_id",
          "recipient_user_id",
          "recipient_participant_id",
          "recipient_participant_user_id");

  private final List<JsonSpan> all;
  private final Map<String, List<JsonSpan>> byAlias = new HashMap<>();
  private final List<JsonSpan> strangers = new ArrayList<>();

  Contacts(List<JsonSpan> all, List<Slot> slots) {
    this.all = all;
    all.forEach(this::index);
    Set<JsonSpan> claimed = new HashSet<>();
    slots.forEach(slot -> claimed.addAll(matching(slot)));
    all.stream().filter(contact -> !claimed.contains(contact)).forEach(strangers::add);
  }

  private void index(JsonSpan contact) {
    List<Member> members = contact.isObject() ? Shape.members(contact) : List.of();
    alias(Shape.text(Shape.last(members, "wa_id")), contact);
    alias(Shape.text(Shape.last(members, "user_id")), contact);
  }

  private void alias(@Nullable String name, JsonSpan contact) {
    if (name != null) {
      byAlias.computeIfAbsent(bare(name), n -> new ArrayList<>(1)).add(contact);
    }
  }

  /** The contacts of one item, in the order of the change. */
  List<JsonSpan> of(Slot slot, boolean first) {
    Set<JsonSpan> chosen = matching(slot);
    if (first) {
      chosen.addAll(strangers);
    }
    return chosen.size() < 2 ? List.copyOf(chosen) : all.stream().filter(chosen::contains).toList();
  }

  private Set<JsonSpan> matching(Slot slot) {
    Set<JsonSpan> matching = new HashSet<>();
    if (slot.thread() != null) {
      matching.addAll(byAlias.getOrDefault(bare(slot.thread()), List.of()));
    }
    List<Member> members = slot.item().isObject() ? Shape.members(slot.item()) : List.of();
    for (Member member : members) {
      String name = ADDRESSES.contains(member.name()) ? Shape.text(member.value()) : null;
      matching.addAll(name == null ? List.of() : byAlias.getOrDefault(bare(name), List.of()));
    }
    return matching;
  }

  private static String bare(String address) {
    return address.startsWith("+") ? address.substring(1) : address;
  }
}
