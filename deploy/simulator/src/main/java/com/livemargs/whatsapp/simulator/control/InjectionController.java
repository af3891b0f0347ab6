package com.livemargs.whatsapp.simulator.control;

import com.livemargs.whatsapp.simulator.customer.Customer;
import com.livemargs.whatsapp.simulator.customer.Customers;
import com.livemargs.whatsapp.simulator.webhook.Delivery;
import com.livemargs.whatsapp.simulator.webhook.WebhookDispatcher;
import com.livemargs.whatsapp.simulator.wire.MultipartForm;
import com.livemargs.whatsapp.simulator.wire.ReceivedMessage;
import com.livemargs.whatsapp.simulator.wire.WebhookContents;
import java.util.Map;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Sends any bytes to the webhook, well-formed or not. */
@RestController
@RequestMapping("/simulator/webhooks")
class InjectionController {

  private final WebhookDispatcher dispatcher;
  private final Customers customers;

  InjectionController(WebhookDispatcher dispatcher, Customers customers) {
    this.dispatcher = dispatcher;
    this.customers = customers;
  }

  @PostMapping
  Mono<Receipt> inject(ServerWebExchange exchange) {
    var manner = InjectionManner.of(exchange.getRequest().getQueryParams());
    return DataBufferUtils.join(exchange.getRequest().getBody())
        .map(MultipartForm::bytes)
        .defaultIfEmpty(new byte[0])
        .flatMap(body -> send(body, manner));
  }

  @PostMapping("/malformed/{kind}")
  Mono<Receipt> malformed(@PathVariable Malformed kind, ServerWebExchange exchange) {
    return send(kind.body(), InjectionManner.of(exchange.getRequest().getQueryParams()));
  }

  private Mono<Receipt> send(byte[] body, InjectionManner manner) {
    dispatcher.requireRoom();
    var received = WebhookContents.of(body).received();
    // What Meta did not sign it does not know of.
    if (manner.delivery().signing() == Delivery.Signing.VALID) {
      received.forEach(this::note);
    }
    var ids = received.stream().map(ReceivedMessage::id).toList();
    return Receipt.of(ids, dispatcher.dispatch(body, manner.delivery()), manner.awaited());
  }

  private void note(ReceivedMessage message) {
    var author = new Customer(message.phone(), message.userId(), null, null, null);
    customers.wrote(customers.remember(author), message);
  }

  @GetMapping
  Map<String, Integer> pending() {
    return Map.of("pending", dispatcher.pending(), "onTheWire", dispatcher.onTheWire());
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void drop() {
    dispatcher.dropPending();
  }
}
