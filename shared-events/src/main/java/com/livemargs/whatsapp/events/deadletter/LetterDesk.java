package com.livemargs.whatsapp.events.deadletter;

import com.livemargs.whatsapp.events.deadletter.Letter.State;
import com.livemargs.whatsapp.events.deadletter.LetterBox.Found;
import com.livemargs.whatsapp.events.kafka.EventPublisher;
import com.livemargs.whatsapp.events.log.TopicLog;
import com.livemargs.whatsapp.events.replay.Replayer;
import com.livemargs.whatsapp.events.replay.Replayer.Replay;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
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
  private static final Replay DONE = new Replay.Done();

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
   * @param refused how many cannot be brought back and stay open
   * @param refusals which, and why
   * @param more whether further records match
   */
  record Report(
      boolean dryRun,
      String id,
      int done,
      int refused,
      List<Refusal> refusals,
      boolean more,
      List<Letter> letters) {

    Report(
        boolean dryRun,
        String id,
        int done,
        List<Refusal> refusals,
        boolean more,
        List<Letter> letters) {
      this(dryRun, id, done, refusals.size(), refusals, more, letters);
    }
  }

  /** A record that cannot be brought back, and why. */
  record Refusal(String topic, int partition, long offset, String why) {}

  private record Outcome(ConsumerRecord<String, byte[]> letter, Replay end) {

    Stream<Refusal> refusal() {
      return switch (end) {
        case Replay.Done done -> Stream.empty();
        case Replay.Refused refused ->
            Stream.of(
                new Refusal(letter.topic(), letter.partition(), letter.offset(), refused.why()));
      };
    }
  }

  Mono<List<LetterTally.Count>> counts() {
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
                            handled.remember(letter, entry, search.handled()).thenReturn(DONE)));
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
  private Mono<Replay> replay(
      ConsumerRecord<String, byte[]> letter, Handled entry, HandledLetters.Known known, String id) {
    return replayer
        .replay(letter, id)
        .flatMap(
            replay ->
                switch (replay) {
                  case Replay.Done done ->
                      handled.remember(letter, entry, known).thenReturn(replay);
                  case Replay.Refused refused -> Mono.just(replay);
                });
  }

  // However it ends, by a caller who hangs up too, what was done until then is told.
  private static Mono<Report> done(
      String action,
      Search search,
      Handled entry,
      String id,
      Function<ConsumerRecord<String, byte[]>, Mono<Replay>> work) {
    return Mono.defer(
        () -> {
          List<Outcome> done = new CopyOnWriteArrayList<>();
          return Flux.fromIterable(search.found().records())
              .concatMap(letter -> work.apply(letter).map(end -> new Outcome(letter, end)))
              .doOnNext(done::add)
              .then(Mono.fromSupplier(() -> search.report(done, id)))
              .doFinally(end -> audit(action, entry.operator(), id, done, end));
        });
  }

  private static Mono<Report> dry(Search search, String id) {
    Page page = search.page();
    int all = page.letters().size();
    return Mono.just(new Report(true, id, all, List.of(), page.more(), page.letters()));
  }

  private static void audit(
      String action, String operator, String id, List<Outcome> done, SignalType end) {
    int refused = refusals(done).size();
    log.atInfo()
        .addKeyValue("action", action)
        .addKeyValue("id", id)
        .addKeyValue("operator", operator)
        .addKeyValue("done", done.size() - refused)
        .addKeyValue("refused", refused)
        .addKeyValue("end", end)
        .log("An operator handled records that were put aside");
  }

  private static List<Refusal> refusals(List<Outcome> done) {
    return done.stream().flatMap(Outcome::refusal).toList();
  }

  private record Search(Found found, HandledLetters.Known handled) {

    Page page() {
      return new Page(found.records().stream().map(this::letter).toList(), found.more());
    }

    Letter letter(ConsumerRecord<String, byte[]> record) {
      return Letter.of(record, handled.of(record));
    }

    Report report(List<Outcome> done, String id) {
      List<Refusal> refusals = refusals(done);
      Page page = page();
      int well = done.size() - refusals.size();
      return new Report(false, id, well, refusals, page.more(), page.letters());
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
