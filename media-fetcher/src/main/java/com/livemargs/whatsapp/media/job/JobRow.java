package com.livemargs.whatsapp.media.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.livemargs.whatsapp.media.fetch.WantedMedia;
import com.livemargs.whatsapp.media.file.Reference;
import io.r2dbc.spi.Readable;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job as its table's columns have it. */
record JobRow(
    @JsonProperty("whatsapp_message_id") String whatsappMessageId,
    @JsonProperty("media_id") String mediaId,
    @JsonProperty("conversation_key") String conversationKey,
    @JsonProperty("phone_number_id") @Nullable String phoneNumberId,
    @JsonProperty("phone_number") @Nullable String phoneNumber,
    @JsonProperty("customer_id") @Nullable String customerId,
    @JsonProperty("group_id") @Nullable String groupId,
    @JsonProperty("traceparent") @Nullable String traceparent,
    @JsonProperty("history") boolean history,
    @JsonProperty("kind") String kind,
    @JsonProperty("mime_type") @Nullable String mimeType,
    @JsonProperty("sha256") @Nullable String sha256,
    @JsonProperty("file_name") @Nullable String fileName) {

  static JobRow of(Conversation conversation, WantedMedia wanted) {
    Reference reference = wanted.reference();
    return new JobRow(
        conversation.whatsappMessageId(),
        reference.mediaId(),
        conversation.key(),
        conversation.phoneNumberId(),
        conversation.phoneNumber(),
        conversation.customerId(),
        conversation.groupId(),
        conversation.traceparent(),
        conversation.history(),
        reference.kind(),
        reference.mimeType(),
        wanted.sha256(),
        reference.fileName());
  }

  static MediaJob job(Readable row) {
    Conversation conversation = conversation(row);
    Reference reference =
        new Reference(
            conversation.whatsappMessageId(),
            required(row, "media_id", String.class),
            required(row, "kind", String.class),
            text(row, "mime_type"),
            text(row, "file_name"));
    return new MediaJob(
        conversation,
        new WantedMedia(reference, conversation.phoneNumberId(), text(row, "sha256")),
        required(row, "attempts", Integer.class),
        required(row, "wrong_hashes", Integer.class),
        required(row, "excuses", Integer.class),
        required(row, "last", Boolean.class),
        required(row, "lease", UUID.class));
  }

  private static Conversation conversation(Readable row) {
    return new Conversation(
        required(row, "whatsapp_message_id", String.class),
        required(row, "conversation_key", String.class),
        text(row, "phone_number_id"),
        text(row, "phone_number"),
        text(row, "customer_id"),
        text(row, "group_id"),
        text(row, "traceparent"),
        required(row, "history", Boolean.class));
  }

  private static @Nullable String text(Readable row, String column) {
    return row.get(column, String.class);
  }

  private static <T> T required(Readable row, String column, Class<T> type) {
    return Objects.requireNonNull(row.get(column, type), column);
  }
}
