package com.livemargs.whatsapp.media.fetch;

import java.net.URI;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/** Asks the Graph API where a file is: {@code GET /{version}/{media-id}?phone_number_id=}. */
final class GraphLookup {

  private static final int OK = 200;

  private final WebClient graph;
  private final GraphSettings settings;

  GraphLookup(WebClient graph, GraphSettings settings) {
    this.graph = graph;
    this.settings = settings;
  }

  /** The file's address, good for five minutes. */
  Mono<MediaLocation> find(WantedMedia wanted) {
    return graph
        .get()
        .uri(address(wanted))
        .exchangeToMono(GraphLookup::read)
        .onErrorMap(
            failure -> !(failure instanceof FetchException),
            failure -> FetchException.Away.noAnswer("the look-up", failure));
  }

  private URI address(WantedMedia wanted) {
    UriComponentsBuilder address =
        UriComponentsBuilder.fromUriString(settings.url()).pathSegment(settings.version(), "{id}");
    if (wanted.phoneNumberId() == null) {
      return address.encode().buildAndExpand(wanted.reference().mediaId()).toUri();
    }
    return address
        .queryParam("phone_number_id", "{number}")
        .encode()
        .buildAndExpand(wanted.reference().mediaId(), wanted.phoneNumberId())
        .toUri();
  }

  private static Mono<MediaLocation> read(ClientResponse response) {
    Mono<byte[]> body = response.bodyToMono(byte[].class).defaultIfEmpty(new byte[0]);
    int status = response.statusCode().value();
    return status == OK
        ? body.map(MediaLocation::parse)
        : body.flatMap(error -> Mono.error(LookupRefusal.of(status, error)));
  }
}
