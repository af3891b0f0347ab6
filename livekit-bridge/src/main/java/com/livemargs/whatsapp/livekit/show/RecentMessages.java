package com.livemargs.whatsapp.livekit.show;

import com.livemargs.whatsapp.events.MessageIds;
import com.livemargs.whatsapp.events.identity.Author;
import com.livemargs.whatsapp.events.memory.BoundedMap;
import com.livemargs.whatsapp.livekit.packet.ChatLine;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What this process read and showed lately, so that a file, a status or an edit finds its line, and
 * what came of a message stands whichever is read first. Bounded, and gone with the process: what
 * is not found is shown without it.
 */
public final class RecentMessages {

  private static final int MOST = 20_000;

  private final Map<String, UUID> idOfWamid = bounded();
  private final Map<UUID, Known> lines = bounded();
  private final Map<UUID, Filed> files = bounded();
  private final Map<UUID, ChatLine> fileLines = bounded();

  /** What has become of a line, in the order in which one takes the place of the other. */
  public enum Stage {
    SAID,
    EDITED,
    DELETED
  }

  /**
   * A line as it stands.
   *
   * @param seen whether its room has got it, or nobody was there to
   */
  private record Known(Author author, ChatLine line, Stage stage, boolean seen) {

    // WhatsApp delivers again for days: an original may come behind its edit, and that behind a
    // later one.
    Known then(Known next) {
      boolean stays = next.author.isAuthorOf(author) && isAfter(next.stage, next.line.timestamp());
      boolean here = next.author.room().equals(author.room());
      return stays ? this : new Known(next.author, next.line, next.stage, seen && here);
    }

    boolean isAfter(Stage other, long since) {
      int order = stage.compareTo(other);
      return order > 0 || (order == 0 && line.timestamp() > since);
    }

    Known seenIn(String room) {
      return author.room().equals(room) ? new Known(author, line, stage, true) : this;
    }
  }

  private record Filed(String status, Supplier<String> words) {}

  private static <K, V> Map<K, V> bounded() {
    return Collections.synchronizedMap(BoundedMap.ofLatest(MOST));
  }

  /** A message of ours got its WhatsApp id: the two name one message from now on. */
  void named(UUID messageId, String wamid) {
    idOfWamid.put(wamid, messageId);
  }

  /** Our id of a message that WhatsApp names: of a send the one we gave it, else derived. */
  UUID idOf(String wamid) {
    return idOfWamid.getOrDefault(wamid, MessageIds.ofWamid(wamid));
  }

  /** Our id by what came back with a status of a send, which then names it for good. */
  UUID idOf(String wamid, @Nullable String callbackData) {
    Optional<UUID> ours = uuid(callbackData);
    ours.ifPresent(id -> named(id, wamid));
    return ours.orElseGet(() -> idOf(wamid));
  }

  /**
   * Our id of a message that either side may have sent, where it is certain: that of a send cannot
   * be derived.
   */
  Optional<UUID> knownId(String wamid) {
    UUID id = idOf(wamid);
    return idOfWamid.containsKey(wamid) || lines.containsKey(id)
        ? Optional.of(id)
        : Optional.empty();
  }

  private static Optional<UUID> uuid(@Nullable String text) {
    try {
      return text == null || text.length() != 36
          ? Optional.empty()
          : Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException another) {
      return Optional.empty();
    }
  }

  /** The line that is to be shown where this one was read, with what became of its file. */
  ChatLine read(Author author, ChatLine line, Stage stage) {
    lines.merge(line.id(), new Known(author, line, stage, false), Known::then);
    return line(line.id()).orElse(line);
  }

  /** A room has got a message, or nobody was there to. */
  void seen(String room, UUID messageId) {
    lines.computeIfPresent(messageId, (id, known) -> known.seenIn(room));
  }

  /** Whether a room has that line; a send may move when Meta knows its number by another name. */
  boolean isSeen(String room, UUID messageId) {
    Known known = lines.get(messageId);
    return known != null && known.seen() && room.equals(known.author().room());
  }

  /** Whether an edit or a revoke is to be believed: not when another is known to have said it. */
  boolean mayChange(UUID messageId, Author author) {
    Known known = lines.get(messageId);
    return known == null || author.isAuthorOf(known.author());
  }

  /** Whether nothing may be told of a message any more. */
  boolean isDeleted(UUID messageId) {
    Known known = lines.get(messageId);
    return known != null && known.stage() == Stage.DELETED;
  }

  /**
   * What became of a message's file.
   *
   * @param words said anew at each showing because links expire
   */
  void filed(UUID messageId, String status, Supplier<String> words) {
    files.put(messageId, new Filed(status, words));
  }

  /** What became of a message's file, or what its message says of it. */
  String mediaStatus(UUID messageId, String said) {
    Filed file = files.get(messageId);
    return file == null ? said : file.status();
  }

  /** A file is shown as a line of its own, since its message is not known. */
  ChatLine shownApart(UUID messageId, ChatLine line) {
    fileLines.put(messageId, line);
    return line;
  }

  /** The line that shows a message's file apart from it. */
  Optional<ChatLine> fileLine(UUID messageId) {
    return Optional.ofNullable(fileLines.get(messageId));
  }

  /** A message's line as it stands, with what became of its file. */
  Optional<ChatLine> line(UUID messageId) {
    return Optional.ofNullable(lines.get(messageId)).map(Known::line).map(this::whole);
  }

  /**
   * The newer of two: a line that was read elsewhere, and what this process knows of it.
   *
   * @param since when it came to its stage, in milliseconds
   */
  public ChatLine newer(ChatLine elsewhere, Stage stage, long since) {
    Known known = lines.get(elsewhere.id());
    return known != null && known.isAfter(stage, since) ? known.line() : elsewhere;
  }

  /**
   * A line with what became of its file. Messages and files come on topics of their own: whichever
   * is read last replaces the line, and must not take the link away.
   */
  public ChatLine whole(ChatLine line) {
    Filed file = files.get(line.id());
    return file == null || ChatLine.DELETED.equals(line.text())
        ? line
        : line.plus(file.words().get());
  }
}
