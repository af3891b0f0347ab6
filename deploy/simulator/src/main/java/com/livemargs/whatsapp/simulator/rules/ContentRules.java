package com.livemargs.whatsapp.simulator.rules;

import java.util.Set;
import java.util.stream.Stream;

/** Texts, places, contact cards, reactions and pins. */
final class ContentRules {

  private static final String[] NAME_PARTS = {
    "first_name", "last_name", "middle_name", "suffix", "prefix"
  };

  private ContentRules() {}

  static void text(Form form) {
    Form text = form.object("text");
    text.onlyKeys(Set.of("body", "preview_url"));
    text.text("body", 1, 4096);
    text.flag("preview_url");
  }

  static void location(Form form) {
    Form location = form.object("location");
    location.onlyKeys(Set.of("latitude", "longitude", "name", "address"));
    location.number("latitude", -90, 90);
    location.number("longitude", -180, 180);
    location.optionalText("name", 0, 1000);
    location.optionalText("address", 0, 1000);
  }

  static void contacts(Form form) {
    for (Form card : form.list("contacts", 1, 257)) {
      name(card.object("name"));
      for (Form phone : card.optionalList("phones", 0, 100)) {
        phone.optionalText("phone", 1, 100);
      }
      for (Form email : card.optionalList("emails", 0, 100)) {
        email.optionalText("email", 1, 320);
      }
      card.optionalList("addresses", 0, 100);
      card.optionalList("urls", 0, 100);
      card.optionalObject("org");
      birthday(card);
    }
  }

  private static void name(Form name) {
    name.text("formatted_name", 1, 1000);
    if (Stream.of(NAME_PARTS).noneMatch(name::has)) {
      name.refuse(131009, "At least one name field besides formatted_name is required.");
    }
  }

  private static void birthday(Form card) {
    if (card.has("birthday") && !card.value("birthday").matches("\\d{4}-\\d{2}-\\d{2}")) {
      card.fail("Param " + card.path() + "['birthday'] must have the form YYYY-MM-DD.");
    }
  }

  static void reaction(Form form) {
    Form reaction = form.object("reaction");
    reaction.text("message_id", 1, 512);
    reaction.required("emoji");
    reaction.optionalText("emoji", 0, 40);
    form.absent("context", "a reaction cannot be a reply.");
  }

  static void pin(Form form) {
    Form pin = form.object("pin");
    pin.oneOf("type", "pin", "unpin");
    pin.text("message_id", 1, 512);
    if ("pin".equals(pin.value("type"))) {
      pin.number("expiration_days", 1, 30);
    }
    if (!"group".equals(form.value("recipient_type"))) {
      form.fail("Messages can be pinned in groups only.");
    }
  }
}
