package com.livemargs.whatsapp.livekit;

import com.livemargs.whatsapp.events.MessageIds;
import com.livemargs.whatsapp.events.media.MediaEvent;
import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.events.outbound.SendResult;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records as the media fetcher and the sender write them. */
public final class OurRecords {

  private OurRecords() {}

  /** The file of a message is here. */
  public static byte[] stored(String wamid, String phone) {
    return stored(wamid, phone, false);
  }

  /** The file of a message that was imported from before is here. */
  public static byte[] storedOfHistory(String wamid, String phone) {
    return stored(wamid, phone, true);
  }

  private static byte[] stored(String wamid, String phone, boolean history) {
    return new MediaEvent.Stored(
            wamid,
            MessageIds.ofWamid(wamid),
            Changes.NUMBER,
            "+" + phone,
            null,
            null,
            "/uploads/whatsapp/cat.jpg",
            "cat.jpg",
            7,
            "image/jpeg",
            "ab",
            1_760_000_002_000L,
            history)
        .toJson();
  }

  /** The file of a message will not come. */
  public static byte[] unavailable(String wamid, String phone) {
    return new MediaEvent.Unavailable(
            wamid,
            MessageIds.ofWamid(wamid),
            Changes.NUMBER,
            "+" + phone,
            null,
            null,
            "expired",
            1_760_000_001_000L,
            false)
        .toJson();
  }

  /** What became of Eve's "hello". */
  public static SendResult result(
      SendOutcome outcome, UUID id, @Nullable String wamid, String phone, String room) {
    return result(outcome, id, wamid, phone, room, "hello");
  }

  /** What became of what Eve sent. */
  public static SendResult result(
      SendOutcome outcome,
      UUID id,
      @Nullable String wamid,
      String phone,
      String room,
      @Nullable String text) {
    return new SendResult(
        outcome,
        "request",
        id,
        wamid,
        room,
        "+" + phone,
        null,
        Changes.NUMBER,
        "text",
        text,
        null,
        null,
        null,
        null,
        null,
        "Eve",
        1_760_000_000_000L,
        1_760_000_001_000L,
        null,
        null);
  }
}
