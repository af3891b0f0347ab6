package com.livemargs.whatsapp.events.deadletter;

import com.livemargs.whatsapp.events.deadletter.Letter.State;
import com.livemargs.whatsapp.events.deadletter.LetterBox.Found;
import com.livemargs.whatsapp.events.kafka.EventPublisher;
import com.livemargs.whatsapp.events.log.TopicLog;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.scheduler.Schedulers;

/** What operators do with records that were put aside. */
public final class LetterDesk {

  private static final Logger log = LoggerFactory.getLogger(LetterDesk.class);

  private final LetterBox box;
  private final HandledLetters handled;
  private final LetterTally tally;
  private final Replayer replayer;

  /**
   * A desk.
   *
   * @param holdsLetters which topics it is for
   * @param replayer brings a record back
   */
  public LetterDesk(
      TopicLog topics,
      EventPublisher publisher,
      Predicate<String> holdsLetters,
      Replayer replayer) {
    this.box = new LetterBox(topics, holdsLetters);
    this.handled = new HandledLetters(topics, publisher);
    this.tally = new LetterTally(box, handled);
    this.replayer = replayer;
  }

  /** Some letters, and whether there are more of them. */
  record Page(List<Letter> letters, boolean more) {}

  /**
   * What was done, or would be.
   *
   * @param done brought back or discarded; in a dry run what would be
   * @param refused that still have no place to go
   * @param more whether further records match
   */
  record Report(
      boolean dryRun, String id, int done, int refused, boolean more, List<Letter> letters) {}

  Mono<List<LetterCount>> counts() {
    return blocking(tally::count);
  }

  Mono<Page> list(LetterFilter filter) {
    return find(filter).map(Search::page);
  }

  /** One record whole; empty when it is not there. */
  Mono<OpenedLetter> open(LetterFilter place) {
    return find(place)
        .flatMap(search -> Mono.justOrEmpty(search.found().records().stream().findFirst()))
        .map(OpenedLetter::of);
  }

  Mono<Report> replay(LetterOrder order, String operator) {
    String id = UUID.randomUUID().toString();
    return find(order.filter())
        .flatMap(search -> order.isDry() ? dry(search, id) : replay(search, order, operator, id));
  }

  Mono<Report> discard(LetterOrder order, String operator) {
    String why = order.why();
    if (why == null || why.isBlank()) {
      throw LetterFilter.refusal("A discard names its reason. Send it as why.");
    }
    String id = UUID.randomUUID().toString();
    Handled entry =
        new Handled(State.DISCARDED, System.currentTimeMillis(), null, why, operator, null);
    return find(order.filter())
        .flatMap(
            search ->
                order.isDry()
                    ? dry(search, id)
                    : done(
                        "discarded",
                        search,
                        entry,
                        id,
                        letter ->
                            handled.remember(letter, entry, search.handled()).thenReturn(true)));
  }

  private Mono<Report> replay(Search search, LetterOrder order, String operator, String id) {
    Handled entry =
        new Handled(State.REPLAYED, System.currentTimeMillis(), id, null, operator, null);
    Duration pause = order.pause();
    return done(
        "replayed",
        search,
        entry,
        id,
        letter -> Mono.delay(pause).then(replay(letter, entry, search.handled(), id)));
  }

  // Brought back first, remembered then: who dies between brings it back twice, which is harmless.
  private Mono<Boolean> replay(
      ConsumerRecord<String, byte[]> letter, Handled entry, HandledLetters.Known known, String id) {
    return replayer
        .replay(letter, id)
        .flatMap(
            gone ->
                gone ? handled.remember(letter, entry, known).thenReturn(true) : Mono.just(false));
  }

  // However it ends, by a caller who hangs up too, what was done until then is told.
  private static Mono<Report> done(
      String action,
      Search search,
      Handled entry,
      String id,
      Function<ConsumerRecord<String, byte[]>, Mono<Boolean>> work) {
    return Mono.defer(
        () -> {
          List<Boolean> done = new CopyOnWriteArrayList<>();
          return Flux.fromIterable(search.found().records())
              .concatMap(work::apply)
              .doOnNext(done::add)
              .then(Mono.fromSupplier(() -> search.report(done, id)))
              .doFinally(end -> audit(action, entry.operator(), id, done, end));
        });
  }

  private static Mono<Report> dry(Search search, String id) {
    Page page = search.page();
    return Mono.just(new Report(true, id, page.letters().size(), 0, page.more(), page.letters()));
  }

  private static void audit(
      String action, String operator, String id, List<Boolean> done, SignalType end) {
    int well = well(done);
    log.atInfo()
        .addKeyValue("action", action)
        .addKeyValue("id", id)
        .addKeyValue("operator", operator)
        .addKeyValue("done", well)
        .addKeyValue("refused", done.size() - well)
        .addKeyValue("end", end)
        .log("An operator handled records that were put aside");
  }

  private static int well(List<Boolean> done) {
    return (int) done.stream().filter(one -> one).count();
  }

  private record Search(Found found, HandledLetters.Known handled) {

    Page page() {
      return new Page(found.records().stream().map(this::letter).toList(), found.more());
    }

    Letter letter(ConsumerRecord<String, byte[]> record) {
      return Letter.of(record, handled.of(record));
    }

    Report report(List<Boolean> done, String id) {
      int well = well(done);
      Page page = page();
      return new Report(false, id, well, done.size() - well, page.more(), page.letters());
    }
  }

  private Mono<Search> find(LetterFilter filter) {
    String topic = filter.topic();
    if (topic != null && !box.isHere(topic)) {
      throw LetterFilter.refusal(
          "This is no topic of records that were put aside. Look at the list of topics.");
    }
    return blocking(
        () -> {
          HandledLetters.Known known = handled.read();
          Search nothing = new Search(new Found(List.of(), false), known);
          return new Search(
              box.find(filter, record -> filter.takes(nothing.letter(record))), known);
        });
  }

  private static <T> Mono<T> blocking(java.util.concurrent.Callable<T> work) {
    return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
  }
}
