package com.livemargs.whatsapp.events.web;

import java.net.URI;
import java.util.function.Function;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * Connects a {@code WebClient} to hosts with an underscore in their name, too: {@link URI} finds no
 * host in such a URL, and the client would look nowhere else.
 */
public final class AnyHostConnector implements ClientHttpConnector {

  private final HttpClient client;
  private final ReactorClientHttpConnector usual;

  public AnyHostConnector(HttpClient client) {
    this.client = client;
    this.usual = new ReactorClientHttpConnector(client);
  }

  @Override
  public Mono<ClientHttpResponse> connect(
      HttpMethod method, URI url, Function<? super ClientHttpRequest, Mono<Void>> requestCallback) {
    return url.getHost() == null && url.getRawAuthority() != null
        ? at(url).connect(method, pathAndQuery(url), requestCallback)
        : usual.connect(method, url, requestCallback);
  }

  private ReactorClientHttpConnector at(URI url) {
    String base = url.getScheme() + "://" + url.getRawAuthority();
    return new ReactorClientHttpConnector(client.baseUrl(base));
  }

  private static URI pathAndQuery(URI url) {
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return URI.create(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery());
  }
}
