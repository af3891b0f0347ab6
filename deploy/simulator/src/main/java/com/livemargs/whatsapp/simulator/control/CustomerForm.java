package com.livemargs.whatsapp.simulator.control;

import com.livemargs.whatsapp.simulator.wire.MultipartForm;
import com.livemargs.whatsapp.simulator.wire.MultipartForm.File;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads a customer's message from a form: its members as fields, the file as a file. */
@Component
class CustomerForm {

  private final JsonMapper json;

  CustomerForm(JsonMapper json) {
    this.json = json;
  }

  CustomerMessage message(MultipartForm form) {
    ObjectNode wish = json.createObjectNode();
    form.fields().forEach(wish::put);
    form.field("message").ifPresent(text -> wish.set("message", json.readTree(text)));
    boolean voice = Boolean.parseBoolean(form.field("voice").orElse("false"));
    wish.remove("voice");
    form.file("file").ifPresent(file -> attach(wish, file, voice));
    return json.treeToValue(wish, CustomerMessage.class);
  }

  private static void attach(ObjectNode wish, File file, boolean voice) {
    ObjectNode content = wish.putObject("file");
    content.put("base64", file.content());
    content.put("fileName", file.name());
    content.put("mimeType", file.mimeType().orElse(null));
    content.put("voice", voice);
  }
}
