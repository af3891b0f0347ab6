package com.livemargs.whatsapp.livekit.join;

import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.events.web.AnyHostConnector;
import com.livemargs.whatsapp.livekit.packet.MediaLinks;
import com.livemargs.whatsapp.livekit.server.RoomRecord;
import com.livemargs.whatsapp.livekit.show.RecentMessages;
import java.time.Duration;
import java.util.List;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.node.ObjectNode;

/** The read API, asked for the last messages of a room's customer. */
final class History {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MAX_BYTES = 8 << 20;
  private static final TypeReference<List<ObjectNode>> MESSAGES = new TypeReference<>() {};

  private final WebClient client;
  private final ReplaySettings settings;
  private final RecentMessages recent;
  private final MediaLinks links;

  History(ReplaySettings settings, RecentMessages recent, MediaLinks links) {
    this.settings = settings;
    this.recent = recent;
    this.links = links;
    this.client =
        WebClient.builder()
            .clientConnector(new AnyHostConnector(HttpClient.create().compress(true)))
            .baseUrl(settings.readApiUrl())
            .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(MAX_BYTES))
            .defaultHeaders(
                headers -> headers.setBearerAuth(String.valueOf(settings.internalKey())))
            .build();
  }

  /** Oldest first; none where the bridge may not ask. */
  Mono<List<PastMessage>> last(RoomRecord room) {
    return settings.isOn() ? ask(room) : Mono.empty();
  }

  private Mono<List<PastMessage>> ask(RoomRecord room) {
    return client
        .get()
        .uri(
            "/whatsapp/messages/{customer}?limit={limit}", room.conversation(), settings.messages())
        .retrieve()
        .bodyToMono(byte[].class)
        .map(this::read)
        .timeout(PATIENCE);
  }

  private List<PastMessage> read(byte[] json) {
    return Json.MAPPER.readValue(json, MESSAGES).stream()
        .map(message -> new ToldMessage(message).with(recent, links))
        .toList();
  }
}
