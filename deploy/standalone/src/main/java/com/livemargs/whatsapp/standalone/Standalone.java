package com.livemargs.whatsapp.standalone;

import com.livemargs.whatsapp.standalone.parts.Parts;
import com.livemargs.whatsapp.standalone.server.Part;
import com.livemargs.whatsapp.standalone.settings.DataFolder;
import com.livemargs.whatsapp.standalone.settings.Settings;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole house: data folder, servers, simulator, services; started in that order, stopped in
 * reverse.
 */
final class Standalone implements AutoCloseable {
  static final Logger LOG = LoggerFactory.getLogger(Standalone.class);
  private static final Executor THREADS =
      task -> Thread.ofPlatform().daemon().name("starting").start(task);

  private final Settings given;
  private final List<Part> parts = new CopyOnWriteArrayList<>();
  private volatile @Nullable DataFolder folder;
  private volatile @Nullable Application simulator;
  private volatile @Nullable Application services;

  Standalone(Settings given) {
    this.given = given;
  }

  /**
   * Starts all and returns once everything is healthy.
   *
   * @param page takes the lines a person should see
   * @param ended is given one sentence when a server that the services cannot do without ends by
   *     itself, also while the rest still starts
   */
  void start(Consumer<String> page, Consumer<String> ended) {
    var wanted = House.of(given);
    var data = DataFolder.open(wanted.dataFolder());
    folder = data;
    var settings = wanted.furnished(data);
    parts.addAll(new Parts(settings, data).chosen(wanted.httpUrl().resolve("/livekit/webhook")));
    together(Part::stopLeftover);
    var house = wanted.settled(parts);
    together(Part::start);
    parts.forEach(part -> part.watch(ended));
    var complete = settings.with(house.addresses(parts));
    simulator = house.isSimulated() ? Application.simulator(complete, house) : null;
    var started = Application.services(complete, house);
    services = started;
    new Readiness(house.httpUrl()).await(page);
    new StartPage(house, complete, data, started.graphVersion()).lines(parts).forEach(page);
  }

  /** Stops what has been started: first what makes work, last what keeps it. */
  @Override
  public void close() {
    var data = folder;
    if (data == null) {
      return;
    }
    data.announceLeaving();
    quietly(services);
    quietly(simulator);
    together(Standalone::quietly);
    quietly(data);
  }

  private void together(Consumer<Part> step) {
    var steps =
        parts.stream().map(part -> CompletableFuture.runAsync(() -> step.accept(part), THREADS));
    try {
      CompletableFuture.allOf(steps.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException why ? why : e;
    }
  }

  private static void quietly(@Nullable AutoCloseable closeable) {
    try {
      if (closeable != null) {
        closeable.close();
      }
    } catch (Exception e) {
      LOG.atWarn()
          .setCause(e)
          .addKeyValue("what", closeable.getClass().getSimpleName())
          .log("Did not stop well");
    }
  }
}
