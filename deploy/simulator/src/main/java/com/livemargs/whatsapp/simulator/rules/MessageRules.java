package com.livemargs.whatsapp.simulator.rules;

import com.livemargs.whatsapp.simulator.graph.GraphError;
import com.livemargs.whatsapp.simulator.wire.PhoneNumbers;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Checks a body of {@code POST /messages} as strictly as Meta's pages describe it. */
public final class MessageRules {

  private static final Set<String> IN_GROUPS =
      Set.of("text", "image", "video", "audio", "document", "sticker", "template", "pin");

  private final MediaRules media;
  private final InteractiveRules interactive;
  private final TemplateRules template;

  /** Rules that ask this shelf about uploaded files. */
  public MessageRules(MediaKnowledge known) {
    this.media = new MediaRules(known);
    this.interactive = new InteractiveRules(media);
    this.template = new TemplateRules(media);
  }

  /** The first broken rule, or nothing. */
  public Optional<GraphError> refusal(JsonNode body) {
    Verdict verdict = new Verdict();
    Form form = Form.root(body, verdict);
    product(form);
    frame(form);
    content(form);
    return verdict.refusal();
  }

  /** The same for a read receipt, with or without the typing indicator. */
  public Optional<GraphError> receiptRefusal(JsonNode body) {
    Verdict verdict = new Verdict();
    Form form = Form.root(body, verdict);
    product(form);
    form.oneOf("status", "read");
    form.text("message_id", 1, 512);
    if (form.has("typing_indicator")) {
      form.object("typing_indicator").oneOf("type", "text");
    }
    return verdict.refusal();
  }

  private static void product(Form form) {
    if (!"whatsapp".equals(form.value("messaging_product"))) {
      form.fail("The parameter messaging_product is required and must be whatsapp.");
    }
  }

  private static void frame(Form form) {
    if (form.has("recipient_type")) {
      form.oneOf("recipient_type", "individual", "group");
    }
    recipient(form);
    form.optionalText("biz_opaque_callback_data", 0, 512);
    form.optionalText("recipient_identity_key_hash", 1, 512);
    if (form.has("context")) {
      context(form.object("context"));
    }
    if (isForGroup(form) && !IN_GROUPS.contains(type(form))) {
      form.refuse(130501, "Message type " + type(form) + " is not supported for groups.");
    }
  }

  private static void recipient(Form form) {
    // A group has no business-scoped id.
    if (!form.has("recipient") || isForGroup(form)) {
      form.text("to", 1, 200);
    } else if (!form.has("to") && !PhoneNumbers.isUserId(form.value("recipient"))) {
      form.fail("Param recipient is not a valid business-scoped user id.");
    }
  }

  private static boolean isForGroup(Form form) {
    return "group".equals(form.value("recipient_type"));
  }

  private static void context(Form context) {
    context.text("message_id", 1, 512);
    if (context.has("message_id") && !context.value("message_id").startsWith("wamid.")) {
      context.refuse(131009, "Param context['message_id'] is not a valid message id.");
    }
  }

  private void content(Form form) {
    String type = type(form);
    switch (type) {
      case "text" -> ContentRules.text(form);
      case "image", "video", "audio", "document", "sticker" -> media.message(type, form);
      case "location" -> ContentRules.location(form);
      case "contacts" -> ContentRules.contacts(form);
      case "reaction" -> ContentRules.reaction(form);
      case "pin" -> ContentRules.pin(form);
      case "interactive" -> interactive.check(form);
      case "template" -> template.check(form);
      default -> form.fail("Param type is not a known message type: " + type);
    }
  }

  // Meta takes a message without a type as text.
  private static String type(Form form) {
    return form.has("type") ? form.value("type") : "text";
  }
}
