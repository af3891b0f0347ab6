package com.livemargs.whatsapp.chaos.workload;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One customer writing, step by step: a step begins when the one before was answered 200, so the
 * order of sequences is the order that must come out. Repetitions and statuses run beside.
 */
final class Conversation {

  private static final long EPOCH = 1_790_000_000L;
  private static final int SPREAD = 100_000;
  private static final String BUSINESS = "business";
  // Meta tells seconds, and a lively customer writes several messages in one.
  private static final int IN_ONE_SECOND = 4;

  private final Person person;
  private final Post post;
  private final Book book;
  private final Shelf shelf;
  private final Surroundings around;
  private int sequence;
  private int accepted;

  /** What goes on beside it. */
  record Surroundings(Random dice, Executor beside, Runnable webhookBegun) {}

  Conversation(Person person, Post post, Book book, Shelf shelf, Surroundings around) {
    this.person = person;
    this.post = post;
    this.book = book;
    this.shelf = shelf;
    this.around = around;
  }

  /** How many of its messages were answered 200. */
  int accepted() {
    return accepted;
  }

  private void accept(Said said) {
    book.accepted(said);
    accepted++;
  }

  private boolean chance(double of) {
    return around.dice().nextDouble() < of;
  }

  /** One webhook and what comes with it. */
  void step() {
    if (person.userId() == null && chance(0.12)) {
      echo();
    } else {
      messages(chance(0.1) ? 3 : 1);
    }
  }

  private void messages(int count) {
    List<ObjectNode> messages = new ArrayList<>();
    List<Said> said = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Said next = next(chance(0.06) ? shelf.any(around.dice()) : null, Payloads.NAME);
      said.add(next);
      messages.add(message(next));
    }
    byte[] body = Payloads.webhook(messages, List.of());
    around.webhookBegun().run();
    if (post.deliver(body)) {
      said.forEach(this::accept);
      if (chance(0.34)) {
        repeat(body);
        repeat(body);
      }
    }
  }

  private Said next(@Nullable String mediaId, String sender) {
    int number = sequence++;
    String text = person.name() + "#" + number;
    return new Said(
        Payloads.wamid("in/" + text),
        person.name(),
        number,
        mediaId == null ? text : null,
        person.room(),
        mediaId,
        sender);
  }

  private ObjectNode message(Said said) {
    String file = said.mediaId();
    ObjectNode message =
        Payloads.message(said.wamid(), time(said), file == null ? "text" : "image");
    person.from(message, said.sequence() == 0 || chance(0.1));
    if (file == null) {
      message.putObject("text").put("body", said.text());
    } else {
      message
          .putObject("image")
          .put("mime_type", "image/png")
          .put("sha256", shelf.base64(file))
          .put("id", file);
    }
    return message;
  }

  private static long time(Said said) {
    return EPOCH + said.sequence() / IN_ONE_SECOND % SPREAD;
  }

  private void repeat(byte[] body) {
    around.webhookBegun().run();
    around.beside().execute(() -> post.deliver(body));
  }

  private void echo() {
    Said said = next(null, BUSINESS);
    ObjectNode message = message(said).put("from", "493055501188").put("to", person.phone());
    boolean early = chance(0.5);
    if (early) {
      book.count("statuses begun before their message");
      statuses(said);
    }
    around.webhookBegun().run();
    if (post.deliver(Payloads.echo(message))) {
      accept(said);
      if (!early) {
        statuses(said);
      }
    }
  }

  // In any order, some of them twice, some before the message they speak of.
  private void statuses(Said said) {
    List<Reach> all = new ArrayList<>(List.of(Reach.SENT, Reach.DELIVERED, Reach.READ));
    if (chance(0.2)) {
      all.add(Reach.FAILED);
    }
    Collections.shuffle(all, around.dice());
    all.subList(1 + around.dice().nextInt(3), all.size()).clear();
    if (chance(0.3)) {
      all.add(all.getFirst());
    }
    for (Reach reach : all) {
      ObjectNode status =
          Payloads.status(
              said.wamid(), reach.word(), time(said) + reach.ordinal(), "" + person.phone());
      byte[] body = Payloads.webhook(List.of(), List.of(status));
      around.webhookBegun().run();
      around.beside().execute(() -> report(said, reach, body));
    }
  }

  private void report(Said said, Reach reach, byte[] body) {
    if (post.deliver(body)) {
      book.accepted(said.wamid(), reach);
    }
  }
}
