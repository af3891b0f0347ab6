package com.livemargs.whatsapp.outbound.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.livemargs.whatsapp.events.json.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks to send, over either door, checked by {@link SendRequestReader}.
 *
 * @param phoneNumber digits without plus, or null
 * @param customerId business-scoped id, or null
 * @param roomName stands for the customer, or null
 * @param mediaUrl passed to Meta as it is, never fetched here
 * @param mediaType image, video, audio or document; null for text
 * @param caption what the customer reads below the file, or null
 * @param replyTo wamid to quote, or null
 * @param phoneNumberId our number to send from, or null for the configured one
 * @param unsentText what stood beside a caption: not sent, but part of what was asked; or null
 * @param windowPolicy what to do outside of the customer's 24 hours, or null for the configured
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SendRequest(
    @Nullable String phoneNumber,
    @Nullable String customerId,
    @Nullable String roomName,
    @Nullable String text,
    @Nullable String mediaUrl,
    @Nullable String mediaType,
    @Nullable String fileName,
    @Nullable String caption,
    @Nullable String unsentText,
    @Nullable String replyTo,
    @Nullable String phoneNumberId,
    @Nullable WindowPolicy windowPolicy) {

  /** Meta's word for the content. */
  @JsonIgnore
  public String messageType() {
    return mediaType == null ? "text" : mediaType;
  }

  /** The same for requests that ask for the same, whatever the layout of their JSON. */
  public String fingerprint() {
    try {
      byte[] canonical = Json.MAPPER.writeValueAsString(this).getBytes(UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public String toString() {
    return "SendRequest[" + messageType() + "]";
  }
}
