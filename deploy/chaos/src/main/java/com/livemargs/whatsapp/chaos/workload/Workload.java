package com.livemargs.whatsapp.chaos.workload;

import com.livemargs.whatsapp.chaos.process.Wait;
import com.livemargs.whatsapp.chaos.scenario.Trial;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Customers and callers, all at once, at a steady pace, for as long as they are wanted. */
public final class Workload {

  /** Conversations of a load that is large enough to have so many. */
  public static final int MOST_CONVERSATIONS = 1_000;

  /** Messages that each of so many conversations has at least. */
  public static final int LEAST_MESSAGES = 50;

  private static final int STEPS_PER_CONVERSATION = 25;
  private static final int FILES = 40;
  private static final int SENDS_PER_CALLER = 5;
  // A step is so many webhooks on average.
  private static final double WEBHOOKS_PER_STEP = 1.9;
  // What is still to die at its crash point needs some traffic, and processors to start with.
  private static final double CALM = 0.25;

  private final Trial trial;
  private final int first;
  private final Book book = new Book();
  private final AtomicInteger begun = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Shelf shelf;
  private volatile boolean givenUp;

  /**
   * A workload of people of its own.
   *
   * @param first number of the first of them; another workload on the same cluster has others
   */
  public Workload(Trial trial, int first) {
    this.trial = trial;
    this.first = first;
    this.shelf = Shelf.filled(trial.cluster().meta(), FILES, trial.dice("files"));
  }

  /** The book. */
  public Book book() {
    return book;
  }

  /** The files that customers sent. */
  public Shelf shelf() {
    return shelf;
  }

  /** How many webhooks were begun, repetitions of duplicates included, redeliveries not. */
  public int webhooks() {
    return begun.get();
  }

  /**
   * Writes and sends until nobody wants more and the trial's number of webhooks is reached; beyond
   * that number customers write at a quarter of their pace. Of a thousand conversations each goes
   * on until it has its least number of messages, in {@link #finish} too.
   *
   * @param over the time in which that number should be reached
   */
  public void run(Duration over, BooleanSupplier more) {
    Post post = new Post(new Door(trial.cluster()), book, () -> givenUp);
    double steps = trial.webhooks() / WEBHOOKS_PER_STEP / over.toSeconds();
    Pace lively = new Pace(steps);
    Pace calm = new Pace(CALM * steps);
    int people = Math.clamp(trial.webhooks() / STEPS_PER_CONVERSATION, 10, MOST_CONVERSATIONS);
    BooleanSupplier wanted = () -> begun.get() < trial.webhooks() || more.getAsBoolean();
    // Who owes messages when nobody else is wanted need not be calm.
    Supplier<Pace> pace =
        () -> begun.get() < trial.webhooks() || !wanted.getAsBoolean() ? lively : calm;
    for (int n = 0; n < people; n++) {
      var around =
          new Conversation.Surroundings(
              trial.dice("customer" + n), this::beside, begun::incrementAndGet);
      Conversation conversation =
          new Conversation(Person.number(first + n), post, book, shelf, around);
      threads.execute(
          () -> talk(conversation, pace, () -> wanted.getAsBoolean() || owes(conversation)));
    }
    send(over, wanted);
    Wait.until(Duration.ofDays(1), () -> !wanted.getAsBoolean());
  }

  // Turns go round, but who waited long for a 200 has had fewer: order is promised for so many.
  private boolean owes(Conversation conversation) {
    boolean enoughForAll =
        trial.webhooks() / WEBHOOKS_PER_STEP >= MOST_CONVERSATIONS * LEAST_MESSAGES;
    return enoughForAll && conversation.accepted() < LEAST_MESSAGES && !givenUp;
  }

  // Who is late when all is over says nothing more.
  private void beside(Runnable task) {
    try {
      threads.execute(task);
    } catch (RejectedExecutionException over) {
      book.count("repetition left out at the end");
    }
  }

  private static void talk(Conversation conversation, Supplier<Pace> pace, BooleanSupplier wanted) {
    while (isWanted(pace.get(), wanted)) {
      conversation.step();
    }
  }

  // One send in twenty webhooks, half of them over each door.
  private void send(Duration over, BooleanSupplier wanted) {
    int sends = Math.max(20, trial.webhooks() / 20);
    int callers = Math.max(2, sends / SENDS_PER_CALLER / 2);
    Pace pace = new Pace((double) sends / over.toSeconds());
    Callers doors = new Callers(trial.cluster(), book, () -> givenUp);
    for (int n = 0; n < callers; n++) {
      int caller = first + n;
      threads.execute(() -> call(pace, wanted, turn -> doors.overHttp(caller, turn)));
      threads.execute(() -> call(pace, wanted, turn -> doors.overTopic(caller, turn)));
    }
  }

  private static void call(Pace pace, BooleanSupplier wanted, IntConsumer send) {
    for (int turn = 0; isWanted(pace, wanted); turn++) {
      send.accept(turn);
    }
  }

  // Whose turn comes when all is over does nothing more: there may be hundreds of them in line.
  private static boolean isWanted(Pace pace, BooleanSupplier wanted) {
    return wanted.getAsBoolean() && pace.await(wanted);
  }

  /**
   * Waits until every webhook that was posted has its 200 and every send that was asked for is
   * promised.
   *
   * @return false when some had to be given up; the book says how many
   */
  public boolean finish(Duration patience) {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        book.count("patience ran out at the end");
      }
      boolean answered = book.webhooksWithoutAnswer() == 0 && book.sendsWithoutAnswer() == 0;
      givenUp = true;
      return answered;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
