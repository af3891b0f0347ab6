package com.livemargs.whatsapp.outbound.message;

import com.livemargs.whatsapp.events.settings.Authority;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the members that both doors share. Unknown members are left alone; a known one that cannot
 * be right is refused by name.
 */
public final class SendRequestReader {

  private static final int LONGEST_TEXT = 4096;
  private static final int LONGEST_CAPTION = 1024;
  private static final int LONGEST_FILE_NAME = 240;
  private static final int LONGEST_URL = 2048;
  private static final int LONGEST_ID = 512;
  private static final int LONGEST_DIGITS = 20;
  private static final Set<String> MEDIA_TYPES = Set.of("image", "video", "audio", "document");

  private SendRequestReader() {}

  /**
   * The request that a JSON object holds.
   *
   * @throws InvalidRequestException naming the first member that is wrong
   */
  public static SendRequest read(JsonNode body) {
    if (!body.isObject()) {
      throw new InvalidRequestException("body", "The body must be a JSON object.");
    }
    String url = mediaUrl(body);
    String type = mediaType(body, url);
    String text = text(body, "text", LONGEST_TEXT);
    String caption = caption(body, type, text);
    SendRequest request =
        new SendRequest(
            digits(body, "phoneNumber", true),
            text(body, "customerId", LONGEST_ID),
            text(body, "roomName", LONGEST_ID),
            type == null ? text : null,
            url,
            type,
            text(body, "fileName", LONGEST_FILE_NAME),
            caption,
            type == null || Objects.equals(caption, text) ? null : text,
            text(body, "replyTo", LONGEST_ID),
            digits(body, "phoneNumberId", false),
            windowPolicy(body));
    checkRecipient(request);
    return request;
  }

  private static @Nullable String mediaUrl(JsonNode body) {
    String url = text(body, "mediaUrl", LONGEST_URL);
    if (url == null) {
      return null;
    }
    try {
      URI uri = new URI(url);
      String scheme = String.valueOf(uri.getScheme());
      boolean web = scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
      check(
          web && Authority.of(uri).isPresent(),
          "mediaUrl",
          "must be an absolute http or https URL");
    } catch (URISyntaxException broken) {
      throw invalid("mediaUrl", "is no URL; percent-encode what a URL may not hold");
    }
    return url;
  }

  private static @Nullable String mediaType(JsonNode body, @Nullable String url) {
    String type = text(body, "mediaType", LONGEST_ID);
    if (url == null) {
      check(
          type == null || type.equals("text"),
          "mediaUrl",
          "is missing; give the file's link, or leave mediaType out");
      return null;
    }
    check(
        type != null && MEDIA_TYPES.contains(type),
        "mediaType",
        "must be image, video, audio or document beside a mediaUrl");
    return type;
  }

  // One message of WhatsApp holds one text: below a file that is its caption.
  private static @Nullable String caption(
      JsonNode body, @Nullable String type, @Nullable String text) {
    String caption = text(body, "caption", LONGEST_CAPTION);
    if (type == null) {
      check(caption == null, "caption", "belongs to a file; put the words into text");
      check(text != null, "text", "is missing; give text, or mediaUrl and mediaType");
      return null;
    }
    String below = caption != null ? caption : text;
    check(
        below == null || !type.equals("audio"),
        caption != null ? "caption" : "text",
        "cannot go with audio; send the words as a message of their own");
    check(
        below == null || length(below) <= LONGEST_CAPTION,
        "text",
        "becomes the file's caption and may have " + LONGEST_CAPTION + " characters");
    return below;
  }

  private static void checkRecipient(SendRequest request) {
    boolean direct = request.phoneNumber() != null || request.customerId() != null;
    check(
        direct || request.roomName() != null,
        "phoneNumber",
        "is missing; give phoneNumber, customerId or roomName");
    check(
        !direct || request.roomName() == null,
        "roomName",
        "stands in place of phoneNumber and customerId; leave one of them out");
  }

  private static @Nullable WindowPolicy windowPolicy(JsonNode body) {
    String word = text(body, "windowPolicy", LONGEST_ID);
    return word == null
        ? null
        : WindowPolicy.of(word)
            .orElseThrow(() -> invalid("windowPolicy", "must be allow or refuse"));
  }

  private static @Nullable String digits(JsonNode body, String member, boolean phone) {
    String value = text(body, member, LONGEST_ID);
    if (value == null) {
      return null;
    }
    String digits = phone && value.startsWith("+") ? value.substring(1) : value;
    boolean right =
        !digits.isEmpty()
            && digits.length() <= LONGEST_DIGITS
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    check(right, member, phone ? "must be + and digits with the country code" : "must be digits");
    return digits;
  }

  private static @Nullable String text(JsonNode body, String member, int longest) {
    JsonNode node = body.path(member);
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    check(node.isString(), member, "must be a string");
    String value = node.asString();
    check(isStorable(value), member, "holds U+0000 or half of a surrogate pair; take it out");
    check(length(value) <= longest, member, "may have " + longest + " characters");
    return value.isBlank() ? null : value;
  }

  private static boolean isStorable(String value) {
    return value.indexOf(0) < 0
        && value.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= 0xDFFF);
  }

  private static int length(String value) {
    return value.codePointCount(0, value.length());
  }

  private static void check(boolean holds, String member, String rule) {
    if (!holds) {
      throw invalid(member, rule);
    }
  }

  private static InvalidRequestException invalid(String member, String rule) {
    return new InvalidRequestException(member, "The member " + member + " " + rule + ".");
  }
}
