package com.livemargs.whatsapp.chaos.check;

import com.livemargs.whatsapp.chaos.evidence.AcceptedSend;
import com.livemargs.whatsapp.chaos.evidence.Evidence;
import com.livemargs.whatsapp.chaos.evidence.StoredMessage;
import com.livemargs.whatsapp.chaos.evidence.StoredSend;
import com.livemargs.whatsapp.chaos.workload.Asked;
import com.livemargs.whatsapp.chaos.workload.Book;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What became of the sends that callers were promised. */
public final class Outbound {

  private final Book book;
  private final Evidence evidence;
  private final Map<String, StoredSend> ledger;

  public Outbound(Book book, Evidence evidence) {
    this.book = book;
    this.evidence = evidence;
    this.ledger =
        evidence.sends().stream()
            .collect(Collectors.toMap(StoredSend::requestId, Function.identity()));
  }

  /** Promised sends that the ledger does not know. */
  public Set<String> lost() {
    return Sets.missing(book.asked().stream().map(Asked::key).toList(), ledger.keySet());
  }

  /** Texts that Meta took more than once, whatever id they bore. */
  public Set<String> doubled() {
    return Sets.repeated(evidence.accepted().stream().map(AcceptedSend::text).toList());
  }

  /** Sends in a state, by their key. */
  public Set<String> inState(String state) {
    return evidence.sends().stream()
        .filter(send -> send.state().equals(state))
        .map(StoredSend::requestId)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Sends that are neither sent, failed nor unknown. */
  public Set<String> undecided() {
    Set<String> undecided = inState("queued");
    undecided.addAll(inState("in_flight"));
    return undecided;
  }

  /** Sends that Meta took and that we do not call sent: their status came and was not heard. */
  public Set<String> deaf() {
    Set<String> taken =
        evidence.accepted().stream().map(AcceptedSend::messageId).collect(Collectors.toSet());
    return evidence.sends().stream()
        .filter(send -> taken.contains(send.messageId()) && !send.state().equals("sent"))
        .map(StoredSend::requestId)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Sends that Meta took without telling their sender: message ids. */
  public Set<String> untold() {
    return evidence.accepted().stream()
        .filter(send -> !send.answered())
        .map(AcceptedSend::messageId)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Sends that Meta took without telling their sender, or whose callers heard at some time that
   * nobody knows: message ids.
   */
  public Set<String> openOnce() {
    Set<String> open = new TreeSet<>(evidence.doubted());
    open.retainAll(
        evidence.accepted().stream().map(AcceptedSend::messageId).collect(Collectors.toSet()));
    open.addAll(untold());
    return open;
  }

  /** Sends that are unknown now: message ids. */
  public Set<String> unknown() {
    return evidence.sends().stream()
        .filter(send -> send.state().equals("unknown"))
        .map(StoredSend::messageId)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Promised sends that Meta never took and that nobody called failed: message ids. */
  public Set<String> neverTaken() {
    Set<String> never = new TreeSet<>();
    for (Asked asked : book.asked()) {
      StoredSend send = ledger.get(asked.key());
      if (send != null && !send.state().equals("failed")) {
        never.add(send.messageId());
      }
    }
    evidence.accepted().forEach(send -> never.remove(send.messageId()));
    return never;
  }

  /** Sends for which Meta saw more requests than attempts were written down. */
  public Set<String> repeatedOnTheWire() {
    return evidence.sends().stream()
        .filter(send -> evidence.requests().getOrDefault(send.messageId(), 0L) > send.attempts())
        .map(StoredSend::requestId)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Sends that we call sent and Meta has never taken. */
  public Set<String> imagined() {
    Set<String> sent =
        evidence.sends().stream()
            .filter(send -> send.state().equals("sent"))
            .map(StoredSend::messageId)
            .collect(Collectors.toSet());
    return Sets.missing(sent, evidence.accepted().stream().map(AcceptedSend::messageId).toList());
  }

  /** Sends that Meta took after a later one of their conversation. */
  public Set<Sets.Place> inversions() {
    Map<String, Asked> asked =
        book.asked().stream().collect(Collectors.toMap(Asked::text, Function.identity()));
    List<Sets.Place> order = new ArrayList<>();
    for (AcceptedSend accepted : evidence.accepted()) {
      Asked ours = asked.get(accepted.text());
      if (ours != null) {
        order.add(new Sets.Place(ours.conversation(), ours.sequence()));
      }
    }
    return Sets.inversions(order);
  }

  /** Sends that Meta took for somebody else than was asked: texts. */
  public Set<String> astray() {
    Map<String, String> recipients =
        book.asked().stream().collect(Collectors.toMap(Asked::text, Asked::recipient));
    return evidence.accepted().stream()
        .filter(
            send ->
                !recipients.getOrDefault(send.text(), send.recipient()).equals(send.recipient()))
        .map(AcceptedSend::text)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Promised sends to those who are known by an id alone. */
  public long toIds() {
    return book.asked().stream().filter(asked -> asked.recipient().contains(".")).count();
  }

  /** Sends that Meta took and whose message is missing in a store or not read there. */
  public Set<String> behind() {
    Set<String> behind = unread(evidence.postgres());
    behind.addAll(unread(evidence.mongo()));
    return behind;
  }

  private Set<String> unread(List<StoredMessage> store) {
    Set<String> read =
        store.stream()
            .filter(message -> message.status().equals("read"))
            .map(StoredMessage::messageId)
            .collect(Collectors.toSet());
    return Sets.missing(evidence.accepted().stream().map(AcceptedSend::messageId).toList(), read);
  }
}
