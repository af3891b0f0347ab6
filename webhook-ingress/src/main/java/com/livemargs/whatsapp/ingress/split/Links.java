package com.livemargs.whatsapp.ingress.split;

import static com.livemargs.whatsapp.events.meta.Customer.digits;

import com.livemargs.whatsapp.events.identity.IdentityLink;
import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.events.json.JsonSpan;
import com.livemargs.whatsapp.events.json.PlainText;
import com.livemargs.whatsapp.events.meta.Content;
import com.livemargs.whatsapp.events.meta.Customer;
import com.livemargs.whatsapp.events.meta.WhatsAppMessage;
import com.livemargs.whatsapp.events.meta.WhatsAppStatus;
import com.livemargs.whatsapp.ingress.split.Shape.Member;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds every link between a business-scoped id and a phone, or a former id, that is shown. */
final class Links {

  /** Members of Meta's objects that name one person twice, by phone and by id. */
  private static final Map<String, String> PAIRS = pairs();

  /** What stands between the digits of a number for people. */
  private static final Pattern BESIDE_DIGITS = Pattern.compile("[\\p{Z}\\p{Pd}().]");

  private Links() {}

  private static Map<String, String> pairs() {
    Map<String, String> pairs = new LinkedHashMap<>();
    pairs.put("wa_id", "user_id");
    pairs.put("phone_number", "user_id");
    pairs.put("from", "from_user_id");
    pairs.put("to", "to_user_id");
    pairs.put("recipient_id", "recipient_user_id");
    pairs.put("recipient_participant_id", "recipient_participant_user_id");
    return pairs;
  }

  /** Those of a message and of the contacts around it. */
  static List<IdentityLink> of(
      WhatsAppMessage message, JsonSpan item, @Nullable List<JsonSpan> contacts) {
    List<IdentityLink> links = new ArrayList<>(1);
    IdentityLink.of(message).ifPresent(links::add);
    // A notice of change overrules the contact beside it, which may still be the former one.
    if (!(message.content() instanceof Content.SystemNotice)) {
      shown(contacts, message.timestamp(), links);
    }
    if (message.type().equals("contacts")) {
      requested(message, item).ifPresent(links::add);
    }
    return links;
  }

  /** Those of a status and of the contacts around it. */
  static List<IdentityLink> of(WhatsAppStatus status, @Nullable List<JsonSpan> contacts) {
    List<IdentityLink> links = new ArrayList<>(1);
    IdentityLink.of(status).ifPresent(links::add);
    shown(contacts, status.timestamp(), links);
    return links;
  }

  private static void shown(
      @Nullable List<JsonSpan> contacts, Instant at, List<IdentityLink> links) {
    for (JsonSpan contact : contacts == null ? List.<JsonSpan>of() : contacts) {
      List<Member> members = contact.isObject() ? Shape.members(contact) : List.of();
      String phone = digits(Shape.text(Shape.last(members, "wa_id")));
      String userId = named(Shape.text(Shape.last(members, "user_id")));
      if (phone != null && userId != null) {
        IdentityLink.of(new Customer(phone, userId), at).ifPresent(links::add);
      }
    }
  }

  // The answer to our request for a number: the customer's own, tapped, not a card that was passed.
  private static Optional<IdentityLink> requested(WhatsAppMessage message, JsonSpan item) {
    JsonNode card = item.tree().path("contacts").path(0);
    String phone = number(card.path("phones").path(0));
    Customer customer = message.customer();
    boolean own =
        card.path("origin").asString("").equals("contact_request") && customer.phone() == null;
    return own && phone != null
        ? IdentityLink.of(new Customer(phone, customer.userId()), message.timestamp())
        : Optional.empty();
  }

  // Meta may leave its own digits out; written for any country it is the same number.
  private static @Nullable String number(JsonNode phone) {
    String known = digits(phone.path("wa_id").asString(""));
    String written = phone.path("phone").asString("");
    return known == null && written.startsWith("+")
        ? digits(BESIDE_DIGITS.matcher(written).replaceAll(""))
        : known;
  }

  /**
   * Those of a change without messages or statuses, wherever they stand in it.
   *
   * @param otherwise when it was, if the change says nothing of that
   */
  static List<IdentityLink> of(byte[] change, Instant otherwise) {
    JsonNode tree = Json.MAPPER.readTree(change);
    List<IdentityLink> links = new ArrayList<>();
    walk(tree, latest(tree).orElse(otherwise), links);
    return current(links);
  }

  // A contact has no time: it was shown with what stands beside it, which may come again days
  // later.
  private static Optional<Instant> latest(JsonNode change) {
    return change.findValues("timestamp").stream()
        .map(stated -> Splitter.seconds(stated.asString(null)))
        .flatMap(Stream::ofNullable)
        .max(Comparator.naturalOrder());
  }

  // The contact beside a replacement may still be the former one.
  private static List<IdentityLink> current(List<IdentityLink> links) {
    Set<String> former =
        links.stream().flatMap(link -> link.previous().stream()).collect(Collectors.toSet());
    return links.stream()
        .filter(link -> !link.previous().isEmpty() || !former.contains(link.customer()))
        .toList();
  }

  private static void walk(JsonNode node, Instant around, List<IdentityLink> links) {
    Instant stated = Splitter.seconds(node.path("timestamp").asString(null));
    Instant at = stated == null ? around : stated;
    PAIRS.forEach((phone, id) -> pair(node, phone, id).ifPresent(who -> add(who, at, links)));
    replaced(node, at).ifPresent(links::add);
    for (JsonNode child : node) {
      if (child.isContainer()) {
        walk(child, at, links);
      }
    }
  }

  private static Optional<Customer> pair(JsonNode node, String phone, String id) {
    String digits = digits(text(node.path(phone)));
    String userId = text(node.path(id));
    return digits == null || userId == null
        ? Optional.empty()
        : Optional.of(new Customer(digits, userId));
  }

  private static void add(Customer who, Instant at, List<IdentityLink> links) {
    IdentityLink.of(who, at).ifPresent(links::add);
  }

  // user_id_update: {"wa_id"?, "user_id": {"previous", "current"}, "timestamp"}
  private static Optional<IdentityLink> replaced(JsonNode node, Instant at) {
    String previous = text(node.path("user_id").path("previous"));
    String current = text(node.path("user_id").path("current"));
    return previous == null || current == null || previous.equals(current)
        ? Optional.empty()
        : Optional.of(
            new IdentityLink(
                current, digits(text(node.path("wa_id"))), List.of(previous), at.toEpochMilli()));
  }

  private static @Nullable String text(JsonNode node) {
    return named(node.isString() || node.isNumber() ? node.asString() : null);
  }

  // As a message's own ids are read, so that both mean the same customer.
  private static @Nullable String named(@Nullable String text) {
    return text == null || text.isBlank() ? null : PlainText.of(text);
  }
}
