package com.livemargs.whatsapp.chaos.check;

import com.livemargs.whatsapp.chaos.evidence.Evidence;
import com.livemargs.whatsapp.chaos.evidence.StoredMessage;
import com.livemargs.whatsapp.chaos.workload.Book;
import com.livemargs.whatsapp.chaos.workload.Said;
import com.livemargs.whatsapp.chaos.workload.Shelf;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What became of files. */
public final class Files {

  private final Book book;
  private final Evidence evidence;
  private final Shelf shelf;

  public Files(Book book, Evidence evidence, Shelf shelf) {
    this.book = book;
    this.evidence = evidence;
    this.shelf = shelf;
  }

  /**
   * Messages with a file that neither lies with the right bytes where they say nor is said to be
   * unavailable.
   */
  public Set<String> unaccounted() {
    Map<String, StoredMessage> stored = Inbound.byWamid(evidence.postgres());
    Set<String> open = new TreeSet<>();
    for (Said said : book.said()) {
      StoredMessage message = stored.get(said.wamid());
      if (said.mediaId() != null && message != null && !isSettled(said.mediaId(), message)) {
        open.add(said.wamid());
      }
    }
    return open;
  }

  private boolean isSettled(String mediaId, StoredMessage message) {
    String status = String.valueOf(message.mediaStatus());
    return status.equals("unavailable")
        || status.equals("stored") && isThere(mediaId, message.mediaUrl());
  }

  private boolean isThere(String mediaId, @Nullable String url) {
    String name = url == null ? "" : url.substring(url.lastIndexOf('/') + 1);
    return shelf.hex(mediaId).equals(evidence.files().get(name));
  }

  /** Files whose bytes are not those that their name promises. */
  public Set<String> partial() {
    return evidence.files().entrySet().stream()
        .filter(file -> !file.getKey().startsWith(file.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** How many messages have a file. */
  public long expected() {
    return book.said().stream().filter(said -> said.mediaId() != null).count();
  }

  /** How many of them say that it did not come. */
  public long unavailable() {
    return evidence.postgres().stream()
        .filter(message -> "unavailable".equals(message.mediaStatus()))
        .count();
  }
}
