package com.livemargs.whatsapp.outbound.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.events.ConversationKey;
import com.livemargs.whatsapp.events.kafka.DeadLetters;
import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.outbound.engine.Recipients;
import com.livemargs.whatsapp.outbound.engine.Sends;
import com.livemargs.whatsapp.outbound.ledger.Acceptance;
import com.livemargs.whatsapp.outbound.ledger.Ledger.Accepted;
import com.livemargs.whatsapp.outbound.message.Conversation;
import com.livemargs.whatsapp.outbound.message.Intake;
import com.livemargs.whatsapp.outbound.message.SendRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes commands into the ledger, in their order and without waiting for the sends. What cannot be
 * taken is put aside; its caller is told where the command names one.
 */
public final class Commands {

  private static final String CLIENT = "topic";
  private static final int LONGEST_KEY = 512;
  private static final int WINDOW_LOOKS = 5;
  private static final String REUSED =
      "This requestId came before with other members; the first command stands.";
  private static final String NO_ROOM =
      "The member roomName names no WhatsApp conversation that is known here.";

  private final Intake intake;
  private final Recipients recipients;
  private final Sends sends;
  private final DeadLetters deadLetters;
  private final Refusals refusals;

  public Commands(
      Intake intake,
      Recipients recipients,
      Sends sends,
      DeadLetters deadLetters,
      Refusals refusals) {
    this.intake = intake;
    this.recipients = recipients;
    this.sends = sends;
    this.deadLetters = deadLetters;
    this.refusals = refusals;
  }

  /** A command that can be taken, and what it is taken as. */
  private record Taken(Command.SendMessage command, Acceptance acceptance) {}

  Mono<Void> take(List<ConsumerRecord<String, byte[]>> records) {
    List<Command> commands = records.stream().map(Command::read).toList();
    return recipients.of(requests(commands)).flatMap(found -> take(commands, found));
  }

  // What can be taken comes first: of a broken repeat of it nobody is told that it failed.
  private Mono<Void> take(List<Command> commands, Map<SendRequest, Conversation> found) {
    List<Taken> taken = new ArrayList<>();
    List<Mono<Void>> others = new ArrayList<>();
    for (Command command : commands) {
      switch (command) {
        case Command.SendMessage send -> {
          Conversation conversation = found.get(send.request());
          if (conversation == null) {
            others.add(refuse(noRoom(send)));
          } else {
            taken.add(new Taken(send, acceptance(send, conversation)));
          }
        }
        case Command.Invalid invalid -> others.add(refuse(invalid));
        case Command.Unreadable unreadable ->
            others.add(aside(unreadable.origin(), unreadable.reason()));
      }
    }
    return admitted(taken).flatMap(this::accept).thenMany(Flux.concat(others)).then();
  }

  private static List<SendRequest> requests(List<Command> commands) {
    return commands.stream()
        .filter(Command.SendMessage.class::isInstance)
        .map(command -> ((Command.SendMessage) command).request())
        .toList();
  }

  private Mono<List<Taken>> admitted(List<Taken> taken) {
    return sends
        .outsideWindow(taken.stream().map(Taken::acceptance).toList(), WINDOW_LOOKS)
        .map(outside -> taken.stream().map(one -> admitted(one, outside)).toList());
  }

  private static Taken admitted(Taken taken, Set<Acceptance> outside) {
    Acceptance asked = taken.acceptance();
    return outside.contains(asked)
        ? new Taken(taken.command(), asked.refused(Acceptance.OUTSIDE_WINDOW))
        : taken;
  }

  private static Command.Invalid noRoom(Command.SendMessage send) {
    return new Command.Invalid(
        send.origin(), send.requestId(), Refusals.body(send.origin()), NO_ROOM);
  }

  // An outage of the ledger brings the same records again: its caller is told once.
  private Mono<Void> refuse(Command.Invalid invalid) {
    return Mono.defer(
        () ->
            deadLetters.hold(OutboundRecords.GROUP, invalid.origin())
                ? Mono.empty()
                : known(invalid.requestId()).flatMap(known -> refuse(invalid, known)));
  }

  private Mono<Boolean> known(String requestId) {
    return Command.isUsable(requestId) ? sends.knows(CLIENT, requestId) : Mono.just(false);
  }

  // What failed may be sent again under a new id, so nobody is told that of what was sent.
  private Mono<Void> refuse(Command.Invalid invalid, boolean known) {
    return known
        ? aside(invalid.origin(), REUSED)
        : refusals.tell(invalid).then(aside(invalid.origin(), invalid.reason()));
  }

  private Mono<Void> aside(ConsumerRecord<String, byte[]> record, String reason) {
    return deadLetters.put(OutboundRecords.GROUP, record, new CommandException(reason));
  }

  private Acceptance acceptance(Command.SendMessage send, Conversation conversation) {
    SendResult pending =
        intake.pending(UUID.randomUUID(), send.requestId(), send.request(), conversation, null);
    return new Acceptance(
        CLIENT,
        send.request().fingerprint(),
        orderKey(send.origin().key()),
        ConversationKey.of(pending.phoneNumberId(), conversation.identity()),
        conversation,
        pending,
        send.request().windowPolicy(),
        send.traceparent(),
        null);
  }

  private static @Nullable String orderKey(@Nullable String recordKey) {
    if (recordKey == null || recordKey.isEmpty()) {
      return null;
    }
    // No index takes what is very long; sends of equal keys keep their order either way.
    byte[] bytes = recordKey.getBytes(UTF_8);
    return bytes.length > LONGEST_KEY
        ? UUID.nameUUIDFromBytes(bytes).toString()
        : recordKey.replace('\u0000', '\uFFFD');
  }

  private Mono<Void> accept(List<Taken> taken) {
    return sends
        .acceptAll(taken.stream().map(Taken::acceptance).toList())
        .flatMap(accepted -> putReusedAside(taken, accepted));
  }

  private Mono<Void> putReusedAside(List<Taken> taken, List<Accepted> accepted) {
    List<Mono<Void>> reused = new ArrayList<>();
    for (int i = 0; i < taken.size(); i++) {
      String asked = taken.get(i).acceptance().fingerprint();
      if (!asked.equals(accepted.get(i).send().fingerprint())) {
        reused.add(aside(taken.get(i).command().origin(), REUSED));
      }
    }
    return Flux.concat(reused).then();
  }
}
