package com.livemargs.whatsapp.outbound.graph;

import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.outbound.message.Address;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The body of Meta's send call. */
final class GraphMessage {

  private GraphMessage() {}

  static byte[] body(Address address, SendResult message) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("messaging_product", "whatsapp");
    address(body, address);
    body.put("type", message.messageType());
    if (message.mediaUrl() == null) {
      body.putObject("text").put("body", message.text());
    } else {
      media(body.putObject(message.messageType()), message);
    }
    if (message.replyTo() != null) {
      body.putObject("context").put("message_id", message.replyTo());
    }
    // Comes back in every status: the only way to settle a send whose answer was lost.
    body.put("biz_opaque_callback_data", message.messageId().toString());
    return Json.MAPPER.writeValueAsBytes(body);
  }

  private static void address(ObjectNode body, Address address) {
    body.put("recipient_type", address instanceof Address.Group ? "group" : "individual");
    switch (address) {
      case Address.Phone phone -> body.put("to", "+" + phone.digits());
      case Address.User user -> body.put("recipient", user.id());
      case Address.Group group -> body.put("to", group.id());
    }
  }

  private static void media(ObjectNode media, SendResult message) {
    media.put("link", message.mediaUrl());
    put(media, "caption", message.caption());
    if (message.messageType().equals("document")) {
      put(media, "filename", message.fileName());
    }
  }

  private static void put(ObjectNode node, String member, @Nullable String value) {
    if (value != null) {
      node.put(member, value);
    }
  }
}
