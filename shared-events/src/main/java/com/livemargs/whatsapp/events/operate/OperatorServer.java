package com.livemargs.whatsapp.events.operate;

import com.livemargs.whatsapp.events.access.AdminAccess;
import com.livemargs.whatsapp.events.problem.Problem;
import com.livemargs.whatsapp.events.problem.ProblemHandler;
import com.livemargs.whatsapp.events.problem.UnreadRequests;
import com.livemargs.whatsapp.events.settings.InvalidSettingException;
import com.livemargs.whatsapp.events.web.WrongMethods;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;
import reactor.netty.ChannelBindException;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * Serves every {@link OperatorRoutes} of the process on a port of their own, which nothing public
 * shares; without admin keys it stays shut.
 */
public final class OperatorServer implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(OperatorServer.class);
  // On a machine that is busy starting its services, listening alone has taken seconds.
  private static final Duration STARTING = Duration.ofMinutes(1);
  private static final Duration STOPPING = Duration.ofSeconds(3);

  private final OperatorSettings settings;
  private final List<OperatorRoutes> routes;
  private final @Nullable AdminAccess access;
  private volatile @Nullable DisposableServer server;
  private volatile boolean running;

  OperatorServer(OperatorSettings settings, List<OperatorRoutes> routes, MeterRegistry meters) {
    this.settings = settings;
    this.routes = routes;
    // Checked before anything is started.
    String keys = settings.keys();
    access = keys == null ? null : new AdminAccess(keys, meters);
  }

  /** The port that it listens on, or -1 while it does not. */
  public int port() {
    DisposableServer bound = server;
    return bound == null ? -1 : bound.port();
  }

  @Override
  public void start() {
    running = true;
    AdminAccess door = access;
    if (door == null) {
      log.info("Operators' HTTP is off: WHATSAPP_ADMIN_KEYS is not set");
      return;
    }
    server = bind(handler(door));
    log.atInfo()
        .addKeyValue("address", settings.address())
        .addKeyValue("port", port())
        .log("Operators' HTTP is on");
  }

  private DisposableServer bind(HttpHandler handler) {
    try {
      return HttpServer.create()
          .host(settings.address())
          .port(settings.listenPort())
          .doOnChannelInit(new UnreadRequests())
          .handle(new ReactorHttpHandlerAdapter(handler))
          .bindNow(STARTING);
    } catch (ChannelBindException taken) {
      throw new InvalidSettingException(
          "MANAGEMENT_PORT",
          "names a port that is in use or not allowed on MANAGEMENT_ADDRESS",
          "Choose another port or address, or leave WHATSAPP_ADMIN_KEYS out to switch operators' HTTP off.");
    }
  }

  private HttpHandler handler(AdminAccess operators) {
    WebFilter door =
        (exchange, chain) ->
            Mono.fromCallable(() -> operators.requireKey(exchange.getRequest().getHeaders()))
                .doOnNext(who -> exchange.getAttributes().put(OperatorRoutes.attribute(), who))
                .then(chain.filter(exchange));
    RouterFunction<ServerResponse> all =
        routes.stream()
            .map(OperatorRoutes::paths)
            .reduce(RouterFunction::and)
            .orElseGet(() -> request -> Mono.empty());
    return RouterFunctions.toHttpHandler(
        all.andRoute(
            RequestPredicates.all(),
            request ->
                WrongMethods.<ServerResponse>refuse(all, request)
                    .switchIfEmpty(Mono.error(OperatorServer::nowhere))),
        // Spring's own would answer its exceptions first, without a word.
        HandlerStrategies.empty()
            .codecs(codecs -> codecs.registerDefaults(true))
            .webFilter(door)
            .exceptionHandler(new ProblemHandler())
            .build());
  }

  private static Problem nowhere() {
    return Problem.of(
        HttpStatus.NOT_FOUND,
        "Not Found",
        "Nothing is served to operators at this path by this process. Each service serves its own tools; docs/operations.md names them.");
  }

  @Override
  public void stop() {
    running = false;
    DisposableServer bound = server;
    if (bound != null) {
      bound.disposeNow(STOPPING);
      server = null;
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
