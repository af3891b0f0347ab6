package com.livemargs.whatsapp.livekit.server;

import com.livemargs.whatsapp.events.health.Dependency;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executors;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import reactor.netty.resources.ConnectionProvider;

/** The server's side of the bridge, where LiveKit is on. */
@Configuration(proxyBeanMethods = false)
@Conditional(LiveKitSwitch.On.class)
@EnableConfigurationProperties(LiveKitSettings.class)
public class ServerConfiguration {

  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final int CALLS = 64;
  // A room that is gone is noticed by a packet, but not by the question who is there.
  private static final Duration CONFIRMED_AFTER = Duration.ofSeconds(10);

  @Bean
  LiveKitHttp livekitHttp() {
    return http();
  }

  static LiveKitHttp http() {
    return new LiveKitHttp(
        client(),
        RoomDoor.connections("livekit-making", CALLS),
        RoomDoor.connections("livekit-rooms", CALLS));
  }

  @Bean
  RoomPublisher livekitRoomPublisher(LiveKitSettings settings, LiveKitHttp http) {
    return publisher(api(settings, http), CONFIRMED_AFTER);
  }

  static RoomPublisher publisher(RoomApi api, Duration confirmedAfter) {
    LiveRooms rooms = new LiveRooms(api, InstantSource.system());
    return new RoomPublisher(api, rooms, new Attendance(api), confirmedAfter);
  }

  @Bean
  Dependency livekitDependency(LiveKitSettings settings, LiveKitHttp http) {
    return new Dependency(
        "livekit", api(settings, http).ping().map(rooms -> Map.of("key", "taken")));
  }

  static RoomApi api(LiveKitSettings settings, LiveKitHttp http) {
    return new RoomApi(
        settings, http.client(), new RoomDoor(settings, http.making(), http.rooms()));
  }

  // Repeats are ours alone, with the nonce that makes them harmless. Daemon threads, because
  // okhttp's
  // own would hold a stopped process for a minute.
  private static OkHttpClient client() {
    Dispatcher dispatcher =
        new Dispatcher(
            Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("livekit-", 0).factory()));
    dispatcher.setMaxRequests(CALLS);
    dispatcher.setMaxRequestsPerHost(CALLS);
    return new OkHttpClient.Builder()
        .dispatcher(dispatcher)
        .connectTimeout(CONNECT)
        .readTimeout(Duration.ofSeconds(15))
        .retryOnConnectionFailure(false)
        .build();
  }

  /** The connections, closed with the context. */
  record LiveKitHttp(OkHttpClient client, ConnectionProvider making, ConnectionProvider rooms)
      implements DisposableBean {
    @Override
    public void destroy() {
      making.dispose();
      rooms.dispose();
      client.dispatcher().cancelAll();
      client.dispatcher().executorService().shutdown();
      client.connectionPool().evictAll();
    }
  }
}
