package com.livemargs.whatsapp.events.meta;

import static com.livemargs.whatsapp.events.meta.MetaJson.namedId;
import static com.livemargs.whatsapp.events.meta.MetaJson.text;

import com.livemargs.whatsapp.events.json.JsonSpan;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the record of {@code whatsapp.statuses}: a change object of a WhatsApp Business Account
 * webhook that holds exactly one status.
 */
public final class StatusReader {

  private StatusReader() {}

  /**
   * The status of a change.
   *
   * @param received stands in where Meta's timestamp is missing or no number
   * @throws UnreadableItemException if there is not one status, or it has no id or no status
   * @throws com.livemargs.whatsapp.events.json.NotJsonException if the record is not JSON
   */
  public static WhatsAppStatus read(byte[] change, Instant received) {
    ChangeFrame frame = ChangeFrame.of(change);
    JsonSpan statuses = frame.spans().get("statuses");
    List<JsonSpan> elements = statuses == null ? List.of() : statuses.elements();
    if (elements.size() != 1 || !elements.getFirst().isObject()) {
      throw new UnreadableItemException("the change does not hold exactly one status");
    }
    return status(frame, elements.getFirst(), received);
  }

  private static WhatsAppStatus status(ChangeFrame frame, JsonSpan span, Instant received) {
    JsonNode item = frame.value().path("statuses").path(0);
    String wamid = namedId(item, "id");
    String status = namedId(item, "status");
    if (wamid == null || status == null) {
      throw new UnreadableItemException("the status has no id or no status");
    }
    boolean group = "group".equals(text(item, "recipient_type"));
    String prefix = group ? "recipient_participant_" : "recipient_";
    return new WhatsAppStatus(
        wamid,
        status,
        MetaJson.seconds(item, "timestamp", received),
        frame.phoneNumberId(),
        frame.customer(namedId(item, prefix + "id"), namedId(item, prefix + "user_id")),
        group ? namedId(item, "recipient_id") : null,
        text(item, "biz_opaque_callback_data"),
        error(item.path("errors").path(0)),
        span.bytes());
  }

  private static WhatsAppStatus.@Nullable StatusError error(JsonNode error) {
    if (!error.isObject()) {
      return null;
    }
    String title = MetaJson.firstText(error, "title", "message");
    String details = text(error.path("error_data"), "details");
    String reason =
        Stream.of(title, details)
            .filter(Objects::nonNull)
            .distinct()
            .collect(Collectors.joining(": "));
    return new WhatsAppStatus.StatusError(error.path("code").asInt(0), reason);
  }
}
