package com.livemargs.whatsapp.standalone.endtoend;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the statuses of the samples speak of, and what they make of it: a second opinion. */
final class SampleStatuses {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private SampleStatuses() {}

  /** The message of ours that a status speaks of, as the business app shows it. */
  static byte[] echo(ExpectedFromSample.Status status) {
    ObjectNode body = MAPPER.createObjectNode().put("object", "whatsapp_business_account");
    ObjectNode value = MAPPER.createObjectNode().put("messaging_product", "whatsapp");
    value
        .putObject("metadata")
        .put("display_phone_number", "493055501188")
        .put("phone_number_id", "412906551877340");
    value
        .putArray("message_echoes")
        .addObject()
        .put("from", "493055501188")
        .put("to", status.recipient())
        .put("id", status.wamid())
        .put("timestamp", "1700000000")
        .put("type", "text")
        .putObject("text")
        .put("body", "late");
    body.putArray("entry")
        .addObject()
        .put("id", "1")
        .putArray("changes")
        .addObject()
        .put("field", "smb_message_echoes")
        .set("value", value);
    return MAPPER.writeValueAsBytes(body);
  }

  /** The columns that these statuses of one message fill. */
  static Map<String, Object> merged(List<ExpectedFromSample.Status> all) {
    Map<String, Object> expected = new TreeMap<>();
    expected.put("status", visible(all));
    for (String word : List.of("sent", "delivered", "read", "played", "failed")) {
      all.stream()
          .filter(status -> status.status().equals(word))
          .map(ExpectedFromSample.Status::at)
          .min(Comparator.naturalOrder())
          .ifPresent(at -> expected.put(word + "_at", at));
    }
    all.stream()
        .filter(status -> status.status().equals("failed") && status.code() != null)
        .findFirst()
        .ifPresent(status -> expected.put("error_code", status.code()));
    return expected;
  }

  // An echo has been sent; read (played is more) outranks delivered, that a failure, and that sent.
  private static String visible(List<ExpectedFromSample.Status> all) {
    List<String> words = all.stream().map(ExpectedFromSample.Status::status).toList();
    return words.contains("read") || words.contains("played")
        ? "read"
        : words.contains("delivered") ? "delivered" : words.contains("failed") ? "failed" : "sent";
  }
}
