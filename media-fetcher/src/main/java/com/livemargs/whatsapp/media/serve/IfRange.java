package com.livemargs.whatsapp.media.serve;

import com.livemargs.whatsapp.events.media.MediaUrls;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Honours {@code If-Range} on files, which Spring does not: a part is only for those who hold the
 * rest of the same content (RFC 9110, 13.1.5); everybody else gets the whole.
 */
@Component
final class IfRange implements WebFilter {

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    ServerHttpRequest request = exchange.getRequest();
    String path = request.getPath().value();
    String held = request.getHeaders().getFirst(HttpHeaders.IF_RANGE);
    boolean other = held != null && path.startsWith(MediaUrls.PATH) && !held.equals(eTag(path));
    return chain.filter(other ? whole(exchange) : exchange);
  }

  // The content's hash is both the ETag and the beginning of the name.
  private static String eTag(String path) {
    String file = path.substring(MediaUrls.PATH.length());
    return '"' + file.replaceFirst("\\..*", "") + '"';
  }

  private static ServerWebExchange whole(ServerWebExchange exchange) {
    return exchange
        .mutate()
        .request(request -> request.headers(headers -> headers.remove(HttpHeaders.RANGE)))
        .build();
  }
}
