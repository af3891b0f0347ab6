package com.livemargs.whatsapp.simulator.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.livemargs.whatsapp.simulator.webhook.WebhookDispatcher.Dispatched;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What the control API says about a webhook it sent off.
 *
 * @param messageIds ids of the messages inside, when a customer wrote them
 * @param webhook its id in the ledger
 * @param sha256 of its bytes, hex
 * @param answers HTTP statuses of the first attempt of each copy, when they were waited for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Receipt(
    @Nullable List<String> messageIds,
    String webhook,
    String sha256,
    @Nullable List<@Nullable Integer> answers) {

  static Mono<Receipt> of(CustomerDesk.Sent sent, boolean wait) {
    return of(sent.messageIds(), sent.webhook(), wait);
  }

  static Mono<Receipt> of(@Nullable List<String> ids, Dispatched webhook, boolean wait) {
    if (!wait) {
      return Mono.just(new Receipt(ids, webhook.id(), webhook.sha256(), null));
    }
    return Mono.fromFuture(webhook.answers(), true)
        .map(answers -> new Receipt(ids, webhook.id(), webhook.sha256(), answers));
  }
}
