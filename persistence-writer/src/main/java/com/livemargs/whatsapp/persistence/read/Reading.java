package com.livemargs.whatsapp.persistence.read;

import com.livemargs.whatsapp.events.access.Caller;
import com.livemargs.whatsapp.events.identity.IdentityView;
import com.livemargs.whatsapp.events.identity.Rooms;
import com.livemargs.whatsapp.events.meta.Customer;
import com.livemargs.whatsapp.events.problem.Problem;
import com.livemargs.whatsapp.persistence.identity.AliasEdge;
import com.livemargs.whatsapp.persistence.identity.Aliases;
import com.livemargs.whatsapp.persistence.read.Conversations.Place;
import com.livemargs.whatsapp.persistence.store.ChangeFact;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;

/** Reads one conversation from one store. */
final class Reading {

  private final Conversations store;
  private final Aliases aliases;

  Reading(Conversations store) {
    this.store = store;
    this.aliases = new Aliases(store::edges);
  }

  /** The last messages, oldest first. */
  Mono<List<Line>> answer(Question question) {
    String alias = AliasEdge.safe(question.customer());
    return aliases
        .closure(Set.of(alias))
        .map(edges -> rooms(question.customer(), alias, edges))
        .doOnNext(rooms -> requireEntry(question.caller(), rooms))
        .flatMap(rooms -> lines(question, rooms))
        .flatMap(this::changed);
  }

  // All of a customer's private rooms under any name, and the group of that id.
  private static Set<String> rooms(String asked, String alias, Set<AliasEdge> edges) {
    IdentityView view = new IdentityView();
    edges.stream().sorted(AliasEdge.BY_TIME).map(AliasEdge::link).forEach(view::learn);
    Set<String> rooms =
        view.aliases(alias).stream()
            .map(name -> Rooms.PREFIX + name)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    rooms.add(Rooms.of(new Customer(null, asked), asked, null));
    return rooms;
  }

  private static void requireEntry(Caller caller, Set<String> rooms) {
    if (caller instanceof Caller.Participant who && !rooms.contains(who.room())) {
      throw Problem.of(
          HttpStatus.FORBIDDEN,
          "Another room",
          "This join token is for another conversation. Ask for the customer of its own room, or use an API key.");
    }
  }

  private Mono<List<Line>> lines(Question question, Set<String> rooms) {
    return before(question, rooms)
        .flatMap(before -> store.last(rooms, before.orElse(null), question.limit()).collectList())
        .map(List::reversed);
  }

  private Mono<Optional<Place>> before(Question question, Set<String> rooms) {
    return question.before() == null
        ? Mono.just(Optional.empty())
        : store
            .place(question.before(), rooms)
            .map(Optional::of)
            .switchIfEmpty(Mono.error(Question::unknownPlace));
  }

  private Mono<List<Line>> changed(List<Line> lines) {
    List<String> wamids =
        lines.stream().map(line -> String.valueOf(line.wamid())).distinct().toList();
    return store
        .changes(wamids)
        .collectMultimap(ChangeFact::target)
        .map(changes -> lines.stream().map(line -> changed(line, changes)).toList());
  }

  private static Line changed(Line line, Map<String, Collection<ChangeFact>> changes) {
    return line.changed(changes.getOrDefault(String.valueOf(line.wamid()), List.of()));
  }
}
