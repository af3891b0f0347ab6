package com.livemargs.whatsapp.simulator.control;

import static com.livemargs.whatsapp.simulator.customer.ContactCard.putIfKnown;

import com.livemargs.whatsapp.simulator.control.CustomerMessage.FileContent;
import com.livemargs.whatsapp.simulator.customer.Customer;
import com.livemargs.whatsapp.simulator.media.Media;
import com.livemargs.whatsapp.simulator.media.MediaShelf;
import com.livemargs.whatsapp.simulator.media.MediaUrls;
import com.livemargs.whatsapp.simulator.settings.CurrentBehaviour;
import com.livemargs.whatsapp.simulator.settings.SimulatorProperties;
import com.livemargs.whatsapp.simulator.wire.Wamid;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a customer's message the way Meta shows it in a webhook. */
@Component
class MessageComposer {

  private static final Duration CUSTOMERS_FILE = Duration.ofDays(7);
  private static final Set<String> FILE_TYPES =
      Set.of("image", "video", "audio", "document", "sticker");

  private final SimulatorProperties settings;
  private final CurrentBehaviour behaviour;
  private final MediaShelf shelf;
  private final MediaUrls urls;
  private final Clock clock;

  MessageComposer(
      SimulatorProperties settings,
      CurrentBehaviour behaviour,
      MediaShelf shelf,
      MediaUrls urls,
      Clock clock) {
    this.settings = settings;
    this.behaviour = behaviour;
    this.shelf = shelf;
    this.urls = urls;
    this.clock = clock;
  }

  ObjectNode compose(CustomerMessage wish, Customer customer) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    if (wish.replyTo() != null) {
      message
          .putObject("context")
          .put("from", settings.displayPhoneNumber())
          .put("id", wish.replyTo());
    }
    putIfKnown(message, "from", customer.phone());
    putIfKnown(message, "from_user_id", customer.userId());
    putIfKnown(message, "from_parent_user_id", customer.parentUserId());
    putIfKnown(message, "group_id", wish.groupId());
    Instant written = wish.timestamp() == null ? clock.instant() : wish.timestamp();
    message.put("id", Wamid.ofCustomer(customer.key()));
    message.put("timestamp", Long.toString(written.getEpochSecond()));
    content(message, wish);
    return message;
  }

  private void content(ObjectNode message, CustomerMessage wish) {
    if (wish.message() != null) {
      message.setAll(wish.message());
    }
    if (wish.file() != null) {
      file(message, wish, wish.file());
    } else if (wish.text() != null) {
      message.put("type", "text").putObject("text").put("body", wish.text());
    } else if (wish.message() == null) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "Nothing to send: give text, file or message");
    }
  }

  private void file(ObjectNode message, CustomerMessage wish, FileContent content) {
    String mimeType = mimeType(content);
    String type = wish.type() != null ? wish.type() : typeFor(mimeType);
    Media media = shelf.put(null, content.base64(), mimeType, content.fileName(), CUSTOMERS_FILE);
    message.put("type", type);
    ObjectNode file = message.withObject("/" + type);
    putIfKnown(file, "caption", wish.caption() != null ? wish.caption() : wish.text());
    if (type.equals("document")) {
      putIfKnown(file, "filename", content.fileName());
    }
    file.put("mime_type", mimeType).put("sha256", base64(media.sha256())).put("id", media.id());
    if (behaviour.get().mediaUrls()) {
      file.put("url", urls.inWebhook(media.id()));
    }
    marks(file, type, content.voice());
  }

  private static void marks(ObjectNode file, String type, @Nullable Boolean voice) {
    if (type.equals("audio")) {
      file.put("voice", Boolean.TRUE.equals(voice));
    } else if (type.equals("sticker") && !file.has("animated")) {
      file.put("animated", false);
    }
  }

  private static String mimeType(FileContent content) {
    if (content.mimeType() != null) {
      return content.mimeType();
    }
    return MediaTypeFactory.getMediaType(content.fileName())
        .map(MediaType::toString)
        .orElse("application/octet-stream");
  }

  private static String typeFor(String mimeType) {
    String family = mimeType.split("/", 2)[0];
    return FILE_TYPES.contains(family) ? family : "document";
  }

  private static String base64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }
}
