package com.livemargs.whatsapp.simulator.rules;

import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Two to ten cards that all have the same build. */
final class CarouselRules {

  private final MediaRules media;

  CarouselRules(MediaRules media) {
    this.media = media;
  }

  void check(Form interactive, Form action) {
    interactive.absent("header", "the cards have their own.");
    interactive.absent("footer", "a carousel has none.");
    List<Form> cards = action.list("cards", 2, 10);
    for (Form card : cards) {
      card.number("card_index", 0, 9);
      header(card.object("header"));
      body(card);
      action(card.object("action"));
    }
    if (cards.stream().map(CarouselRules::build).distinct().count() > 1) {
      action.fail("All cards must have the same buttons and the same kind of header.");
    }
  }

  private void header(Form header) {
    header.oneOf("type", "image", "video");
    String kind = header.value("type");
    if (kind.equals("image") || kind.equals("video")) {
      media.reference(kind, header.object(kind));
    }
  }

  private static void body(Form card) {
    if (!card.has("body")) {
      return;
    }
    Form body = card.object("body");
    body.text("text", 1, 160);
    if (body.value("text").chars().filter(c -> c == '\n').count() > 2) {
      body.fail("A card's body may have 2 line breaks.");
    }
  }

  private static void action(Form action) {
    if (!action.has("buttons")) {
      Form parameters = InteractiveRules.named(action, "cta_url");
      parameters.text("display_text", 1, 20);
      parameters.webLink("url");
      return;
    }
    for (Form button : action.list("buttons", 1, 3)) {
      button.oneOf("type", "quick_reply");
      Form reply = button.object("quick_reply");
      reply.text("id", 1, 256);
      reply.text("title", 1, 20);
    }
  }

  private static String build(Form card) {
    JsonNode action = card.node().path("action");
    List<String> buttons =
        StreamSupport.stream(action.path("buttons").spliterator(), false)
            .map(button -> button.path("type").asString(""))
            .toList();
    return card.node().path("header").path("type").asString("")
        + action.path("name").asString("")
        + buttons;
  }
}
