package com.livemargs.whatsapp.livekit.show;

import com.livemargs.whatsapp.events.MessageIds;
import com.livemargs.whatsapp.events.identity.Author;
import com.livemargs.whatsapp.livekit.packet.ChatLine;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What this process showed lately, so that a file, a status or an edit finds its line. Bounded, and
 * gone with the process: what is not found is shown without it.
 */
final class RecentMessages {

  private static final int MOST = 20_000;

  private final Map<String, UUID> idOfWamid = bounded();
  private final Map<UUID, ChatLine> lines = bounded();
  private final Map<UUID, Author> authors = bounded();
  private final Map<UUID, Supplier<String>> files = bounded();

  private static <K, V> Map<K, V> bounded() {
    return Collections.synchronizedMap(
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MOST;
          }
        });
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

  private static Optional<UUID> uuid(@Nullable String text) {
    try {
      return text == null || text.length() != 36
          ? Optional.empty()
          : Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException another) {
      return Optional.empty();
    }
  }

  void shown(Author author, ChatLine line) {
    lines.put(line.id(), line);
    authors.put(line.id(), author);
  }

  /** Whether an edit or a revoke is to be believed: not when another is known to have said it. */
  boolean mayChange(UUID messageId, Author author) {
    Author known = authors.get(messageId);
    return known == null || author.isAuthorOf(known);
  }

  /** Whether a room has that line; a send may move when Meta knows its number by another name. */
  boolean isShown(String room, UUID messageId) {
    Author author = authors.get(messageId);
    return author != null && room.equals(author.room());
  }

  Optional<ChatLine> line(UUID messageId) {
    return Optional.ofNullable(lines.get(messageId));
  }

  /** What became of a message's file, said anew at each showing because links expire. */
  void filed(UUID messageId, Supplier<String> outcome) {
    files.put(messageId, outcome);
  }

  /**
   * A line with what became of its file. Messages and files come on topics of their own: whichever
   * is read last replaces the line, and must not take the link away.
   */
  ChatLine whole(ChatLine line) {
    Supplier<String> file = files.get(line.id());
    return file == null || ChatLine.DELETED.equals(line.text()) ? line : line.plus(file.get());
  }
}
