package com.livemargs.whatsapp.simulator.customer;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How a webhook's {@code contacts} array shows a person. */
public final class ContactCard {

  private ContactCard() {}

  /** The array's item; hidden numbers and unset names are left out. */
  public static ObjectNode of(Customer customer) {
    ObjectNode card = JsonNodeFactory.instance.objectNode();
    ObjectNode profile = card.putObject("profile");
    putIfKnown(profile, "name", customer.name());
    putIfKnown(profile, "username", customer.username());
    putIfKnown(card, "wa_id", customer.phone());
    putIfKnown(card, "user_id", customer.userId());
    putIfKnown(card, "parent_user_id", customer.parentUserId());
    return card;
  }

  /** Sets the member unless there is nothing to say. */
  public static void putIfKnown(ObjectNode object, String name, @Nullable String value) {
    if (value != null) {
      object.put(name, value);
    }
  }
}
