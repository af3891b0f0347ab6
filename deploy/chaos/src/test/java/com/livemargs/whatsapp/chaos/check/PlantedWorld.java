package com.livemargs.whatsapp.chaos.check;

import com.livemargs.whatsapp.chaos.evidence.AcceptedSend;
import com.livemargs.whatsapp.chaos.evidence.Evidence;
import com.livemargs.whatsapp.chaos.evidence.StoredLine;
import com.livemargs.whatsapp.chaos.evidence.StoredMessage;
import com.livemargs.whatsapp.chaos.evidence.StoredSend;
import com.livemargs.whatsapp.chaos.workload.Asked;
import com.livemargs.whatsapp.chaos.workload.Book;
import com.livemargs.whatsapp.chaos.workload.Reach;
import com.livemargs.whatsapp.chaos.workload.Said;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A whole world of messages and sends, in which tests plant what the checker has to find. */
final class PlantedWorld {

  private static final int CONVERSATIONS = 20;
  static final int MESSAGES = 50;

  private final Book book = new Book();
  final List<StoredMessage> postgres = new ArrayList<>();
  final List<StoredMessage> mongo = new ArrayList<>();
  final List<StoredLine> postgresLines = new ArrayList<>();
  final List<StoredLine> mongoLines = new ArrayList<>();
  final List<List<String>> arrivals = new ArrayList<>();
  final List<StoredSend> sends = new ArrayList<>();
  final List<AcceptedSend> accepted = new ArrayList<>();
  final Map<String, Long> requests = new HashMap<>();
  final Set<String> doubted = new HashSet<>();

  PlantedWorld() {
    for (int person = 0; person < CONVERSATIONS; person++) {
      arrivals.add(new ArrayList<>());
      for (int sequence = 0; sequence < MESSAGES; sequence++) {
        say("c" + person, sequence, arrivals.get(person));
        send("s" + person, sequence);
      }
    }
  }

  private void say(String who, int sequence, List<String> partition) {
    String wamid = who + "#" + sequence;
    book.accepted(
        new Said(wamid, who, sequence, "hello " + wamid, "room-" + who, null, "Customer"));
    book.accepted(wamid, Reach.SENT);
    book.accepted(wamid, Reach.READ);
    postgres.add(stored(wamid, who, "read"));
    mongo.add(stored(wamid, who, "read"));
    postgresLines.add(line(wamid, "room-" + who));
    mongoLines.add(line(wamid, "room-" + who));
    // Duplicates in the topic are no fault, wherever they come.
    partition.add(wamid);
    partition.add(who + "#0");
  }

  /** A message of a customer as a store holds it. */
  static StoredMessage stored(String wamid, String who, String status) {
    return new StoredMessage(
        wamid,
        "id-" + wamid,
        "room-" + who,
        "+49",
        "text",
        "hello " + wamid,
        "incoming",
        status,
        null,
        null,
        1,
        "1 - 3 - - ");
  }

  /** The line that shows a message of a customer. */
  static StoredLine line(String wamid, String room) {
    return new StoredLine("id-" + wamid, room, "Customer", "hello " + wamid);
  }

  private void send(String who, int sequence) {
    String text = who + "#" + sequence;
    book.promised(new Asked("key-" + text, who, sequence, text, "49157"));
    sends.add(new StoredSend("id-" + text, "key-" + text, "sent", "wamid-" + text, 1));
    requests.put("id-" + text, 1L);
    accepted.add(new AcceptedSend("wamid-" + text, "id-" + text, text, "49157", true));
    postgres.add(sent(text));
    mongo.add(sent(text));
  }

  private static StoredMessage sent(String text) {
    return new StoredMessage(
        "wamid-" + text,
        "id-" + text,
        "r",
        "+49",
        "text",
        text,
        "outgoing",
        "read",
        null,
        null,
        1,
        "1 2 3 - - ");
  }

  private Evidence evidence() {
    return new Evidence(
        postgres,
        mongo,
        postgresLines,
        mongoLines,
        arrivals,
        sends,
        accepted,
        requests,
        doubted,
        Map.of(),
        Map.of());
  }

  Inbound inbound() {
    return new Inbound(book, evidence());
  }

  Outbound outbound() {
    return new Outbound(book, evidence());
  }
}
