package com.livemargs.whatsapp.events.meta;

import org.jspecify.annotations.Nullable;

/** What a message holds. A kind that Meta adds tomorrow is {@link Other}, never an error. */
public sealed interface Content {

  /** A short rendering for people, or null when there is nothing to read. */
  @Nullable String text();

  /** A text message. */
  record Text(String body) implements Content {
    @Override
    public String text() {
      return body;
    }
  }

  /**
   * A file.
   *
   * @param kind image, video, audio, document or sticker
   * @param id Meta's media id, valid for 7 days; null when Meta could not take the file
   * @param sha256 as Meta wrote it: base64 or hex
   * @param fileName what the sender called it: never a path of ours
   */
  record Media(
      String kind,
      @Nullable String id,
      @Nullable String mimeType,
      @Nullable String sha256,
      @Nullable String fileName,
      @Nullable String caption)
      implements Content {
    @Override
    public @Nullable String text() {
      return null;
    }
  }

  /**
   * A reaction to another message; without an emoji it is taken back.
   *
   * @param target wamid of the message that is reacted to
   */
  record Reaction(String target, @Nullable String emoji) implements Content {
    @Override
    public @Nullable String text() {
      return emoji;
    }
  }

  /**
   * New content for an earlier message.
   *
   * @param target wamid of the message that changes
   * @param replacement text or media; the caption is the text of media
   */
  record Edit(String target, Content replacement) implements Content {
    @Override
    public @Nullable String text() {
      return replacement instanceof Media media ? media.caption() : replacement.text();
    }
  }

  /**
   * An earlier message is taken back.
   *
   * @param target wamid of the message that goes
   */
  record Revoke(String target) implements Content {
    @Override
    public @Nullable String text() {
      return null;
    }
  }

  /**
   * WhatsApp speaks about the customer: a changed number or id.
   *
   * @param kind Meta's word, such as {@code user_changed_number}
   * @param newPhone digits of the number that replaces the sender's, or null
   * @param newUserId the business-scoped id from now on, or null
   * @param previousUserId the id that it replaces where the payload says so, or null
   */
  record SystemNotice(
      @Nullable String text,
      @Nullable String kind,
      @Nullable String newPhone,
      @Nullable String newUserId,
      @Nullable String previousUserId)
      implements Content {}

  /**
   * Everything else, shown by a short rendering: button, interactive, location, contacts, order …
   */
  record Other(@Nullable String text) implements Content {}
}
