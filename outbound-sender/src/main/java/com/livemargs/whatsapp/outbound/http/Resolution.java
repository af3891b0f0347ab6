package com.livemargs.whatsapp.outbound.http;

import com.livemargs.whatsapp.events.json.JsonSpan;
import com.livemargs.whatsapp.events.json.NotJsonException;
import com.livemargs.whatsapp.outbound.ledger.Send;
import com.livemargs.whatsapp.outbound.ledger.Verdict;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * How a person wants a send to end.
 *
 * @param verdict what is recorded, or null for no end
 */
record Resolution(@Nullable Verdict decision) {

  static final Resolution NONE = new Resolution(null);
  static final Resolution CANCELLED =
      new Resolution(new Verdict.Failed(null, Verdict.Failed.CANCELLED));
  private static final int LONGEST_ID = 512;

  static Resolution read(byte[] body) {
    try {
      return read(JsonSpan.of(body).tree());
    } catch (NotJsonException | JacksonException notJson) {
      throw SendProblems.notJson();
    }
  }

  private static Resolution read(JsonNode body) {
    return switch (body.path("state").asString("")) {
      case "sent" -> new Resolution(new Verdict.Sent(wamid(body), null));
      case "failed" -> new Resolution(new Verdict.Failed(null, Verdict.Failed.RESOLVED));
      default -> throw SendProblems.badMember("state", "must be sent or failed");
    };
  }

  private static String wamid(JsonNode body) {
    String id = body.path("whatsappMessageId").asString("");
    boolean visible = id.chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (id.isEmpty() || id.length() > LONGEST_ID || !visible) {
      throw SendProblems.badMember(
          "whatsappMessageId", "is missing or no id of Meta's; with sent, give the wamid");
    }
    return id;
  }

  Verdict verdict() {
    return Objects.requireNonNull(decision);
  }

  /** Whether a send has ended so already. */
  boolean isThatOf(Send send) {
    return switch (decision) {
      case null -> false;
      case Verdict.Sent sent -> sent.whatsappMessageId().equals(send.whatsappMessageId());
      case Verdict.Failed failed -> failed.reason().equals(send.reason());
      case Verdict.Unknown unknown -> false;
    };
  }
}
