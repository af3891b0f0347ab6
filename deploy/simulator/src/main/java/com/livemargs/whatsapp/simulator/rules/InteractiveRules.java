package com.livemargs.whatsapp.simulator.rules;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Buttons, lists, links, flows and the other interactive kinds, with their limits. */
final class InteractiveRules {

  private final MediaRules media;
  private final CommerceRules commerce = new CommerceRules();
  private final CarouselRules carousel;

  InteractiveRules(MediaRules media) {
    this.media = media;
    this.carousel = new CarouselRules(media);
  }

  void check(Form form) {
    Form interactive = form.object("interactive").withBadValue(131009);
    interactive.required("type");
    String type = interactive.value("type");
    Form action = interactive.object("action");
    frame(type, interactive);
    switch (type) {
      case "button" -> buttons(action);
      case "list" -> list(action);
      case "cta_url" -> link(action);
      case "location_request_message" -> bare(interactive, action, "send_location");
      case "flow" -> flow(action);
      case "product", "product_list", "catalog_message" ->
          commerce.check(type, interactive, action);
      case "carousel" -> carousel.check(interactive, action);
      case "address_message" -> address(action);
      case "call_permission_request" -> action.oneOf("name", "call_permission_request");
      case "voice_call" -> call(action);
      case "contact_request" -> action.oneOf("name", "request_contact_info");
      case "order_details" -> named(action, "review_and_pay");
      case "order_status" -> named(action, "review_order");
      default -> interactive.fail("Param interactive['type'] is not a known type: " + type);
    }
  }

  private void frame(String type, Form interactive) {
    boolean bodyOptional = type.equals("product") || type.equals("call_permission_request");
    if (!bodyOptional) {
      interactive.required("body");
    }
    if (interactive.has("body")) {
      interactive.object("body").text("text", 1, type.equals("list") ? 4096 : 1024);
    }
    if (interactive.has("footer")) {
      interactive.object("footer").text("text", 1, 60);
    }
    if (interactive.has("header")) {
      header(type, interactive.object("header"));
    }
  }

  private void header(String type, Form header) {
    boolean textOnly = type.equals("list") || type.equals("product_list");
    if (textOnly) {
      header.oneOf("type", "text");
    } else {
      header.oneOf("type", "text", "image", "video", "document");
    }
    switch (header.value("type")) {
      case "text" -> header.text("text", 1, 60);
      case "image", "video", "document" -> {
        String kind = header.value("type");
        media.reference(kind, header.object(kind));
      }
      default -> {}
    }
  }

  private static void buttons(Form action) {
    Set<String> ids = new HashSet<>();
    Set<String> titles = new HashSet<>();
    for (Form button : action.list("buttons", 1, 3)) {
      button.oneOf("type", "reply");
      Form reply = button.object("reply");
      reply.text("id", 1, 256);
      reply.text("title", 1, 20);
      if (!ids.add(reply.value("id")) || !titles.add(reply.value("title"))) {
        reply.fail("Button ids and titles must be unique.");
      }
    }
  }

  private static void list(Form action) {
    action.text("button", 1, 20);
    List<Form> sections = action.list("sections", 1, 10);
    Set<String> ids = new HashSet<>();
    int rows = 0;
    for (Form section : sections) {
      if (sections.size() > 1) {
        section.required("title");
      }
      section.optionalText("title", 1, 24);
      for (Form row : section.list("rows", 1, 10)) {
        row(row, ids);
        rows++;
      }
    }
    if (rows > 10) {
      action.fail("Total row count exceeds the limit of 10.");
    }
  }

  private static void row(Form row, Set<String> ids) {
    row.text("id", 1, 200);
    row.text("title", 1, 24);
    row.optionalText("description", 1, 72);
    if (!ids.add(row.value("id"))) {
      row.fail("Row ids must be unique.");
    }
  }

  private static void link(Form action) {
    Form parameters = named(action, "cta_url");
    parameters.text("display_text", 1, 20);
    parameters.webLink("url");
  }

  private static void bare(Form interactive, Form action, String name) {
    action.oneOf("name", name);
    interactive.absent("header", "this type has a body only.");
    interactive.absent("footer", "this type has a body only.");
  }

  private static void flow(Form action) {
    Form parameters = named(action, "flow");
    parameters.oneOf("flow_message_version", "3");
    parameters.exactlyOne("flow_id", "flow_name");
    parameters.text("flow_cta", 1, 30);
    if (parameters.has("flow_action")) {
      parameters.oneOf("flow_action", "navigate", "data_exchange");
    }
    if (parameters.has("mode")) {
      parameters.oneOf("mode", "draft", "published");
    }
    if (parameters.has("flow_action_payload")) {
      parameters.object("flow_action_payload").text("screen", 1, 1000);
    }
  }

  private static void address(Form action) {
    named(action, "address_message").oneOf("country", "IN");
  }

  private static void call(Form action) {
    Form parameters = action.optionalObject("parameters");
    action.oneOf("name", "voice_call");
    parameters.optionalText("display_text", 1, 20);
    if (parameters.has("ttl_minutes")) {
      parameters.number("ttl_minutes", 1, 43200);
    }
  }

  static Form named(Form action, String name) {
    action.oneOf("name", name);
    return action.object("parameters");
  }
}
