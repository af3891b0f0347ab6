package com.livemargs.whatsapp.outbound.message;

import com.livemargs.whatsapp.events.identity.IdentityView;
import com.livemargs.whatsapp.events.identity.Rooms;
import com.livemargs.whatsapp.events.meta.Customer;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the conversation of a request, with what is known of the customer's identity. */
public final class Conversations {

  private static final String GROUP = Rooms.PREFIX + "group_";
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,20}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final IdentityView identities;

  public Conversations(IdentityView identities) {
    this.identities = identities;
  }

  /** The conversation with a customer; where both are given, the phone is the address. */
  public Conversation with(@Nullable String phone, @Nullable String userId) {
    if (phone != null) {
      String id = userId != null ? userId : linkedId(phone);
      String room = Rooms.of(new Customer(phone, id), null, null);
      String known = identities.phoneOf(phone);
      String queue = Rooms.of(new Customer(known == null ? phone : known, id), null, null);
      return new Conversation(
          new Address.Phone(phone), phone, id, room, queue, queues(queue, phone, id));
    }
    String id = String.valueOf(userId);
    String linked = identities.phoneOf(id);
    String room = Rooms.of(new Customer(null, id), null, linked);
    return new Conversation(new Address.User(id), linked, id, room, room, queues(room, linked, id));
  }

  private Set<String> queues(String queue, @Nullable String phone, @Nullable String userId) {
    Set<String> queues = new LinkedHashSet<>(Set.of(queue));
    Stream.of(phone, userId)
        .flatMap(Stream::ofNullable)
        .flatMap(name -> identities.aliases(name).stream())
        .map(Conversations::queueOf)
        .forEach(queues::add);
    return queues;
  }

  private static String queueOf(String alias) {
    boolean digits = DIGITS.matcher(alias).matches();
    Customer customer = digits ? new Customer(alias, null) : new Customer(null, alias);
    return Rooms.of(customer, null, null);
  }

  private @Nullable String linkedId(String phone) {
    return identities.aliases(phone).stream()
        .filter(alias -> !alias.equals(phone) && phone.equals(identities.phoneOf(alias)))
        .filter(alias -> !DIGITS.matcher(alias).matches())
        .findFirst()
        .orElse(null);
  }

  /** The conversation with a group. */
  public Conversation withGroup(String groupId) {
    Customer nobody = new Customer(null, "");
    String room = Rooms.of(nobody, groupId, null);
    return new Conversation(new Address.Group(groupId), null, null, room, room, Set.of(room));
  }

  /**
   * The conversation that a room shows.
   *
   * @return empty when the name is none of ours, or holds the hash of a long id instead of the id
   */
  public Optional<Conversation> in(String roomName) {
    if (!roomName.startsWith(Rooms.PREFIX) || isHashed(roomName)) {
      return Optional.empty();
    }
    if (roomName.startsWith(GROUP)) {
      return Optional.of(roomName.substring(GROUP.length()))
          .filter(id -> !id.isEmpty())
          .map(this::withGroup);
    }
    return Optional.of(roomName.substring(Rooms.PREFIX.length()))
        .filter(id -> !id.isEmpty())
        .map(id -> DIGITS.matcher(id).matches() ? with(id, null) : with(null, id));
  }

  /** Whether a room's name holds the hash of an id: only someone who saw the id can name it. */
  public static boolean isHashed(String roomName) {
    String id = roomName.replaceFirst("^" + GROUP, "").replaceFirst("^" + Rooms.PREFIX, "");
    return HASH.matcher(id).matches();
  }

  /** The conversation that an address of earlier stands for. */
  public Conversation at(Address address) {
    return switch (address) {
      case Address.Phone phone -> with(phone.digits(), null);
      case Address.User user -> with(null, user.id());
      case Address.Group group -> withGroup(group.id());
    };
  }
}
