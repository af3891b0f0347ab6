package com.livemargs.whatsapp.simulator.ledger;

import com.livemargs.whatsapp.simulator.ledger.BoundedLog.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/simulator/ledger")
class LedgerController {

  private static final String ALL = "2147483647";

  private final Ledger ledger;

  LedgerController(Ledger ledger) {
    this.ledger = ledger;
  }

  @GetMapping("/webhooks")
  Page<DeliveryAttempt> webhooks(
      @RequestParam @Nullable Integer answer,
      @RequestParam @Nullable String webhook,
      @RequestParam @Nullable String message,
      @RequestParam(defaultValue = ALL) int limit) {
    return ledger
        .book()
        .webhooks(
            attempt ->
                (answer == null || answer.equals(attempt.answer()))
                    && (webhook == null || webhook.equals(attempt.webhook()))
                    && (message == null || holds(attempt, message)),
            limit);
  }

  private static boolean holds(DeliveryAttempt attempt, String wamid) {
    return attempt.messages().contains(wamid)
        || attempt.statuses().stream().anyMatch(status -> status.id().equals(wamid));
  }

  @GetMapping("/sends")
  Page<AcceptedSend> sends(
      @RequestParam @Nullable String wamid,
      @RequestParam @Nullable String bizOpaqueCallbackData,
      @RequestParam(defaultValue = ALL) int limit) {
    return ledger
        .book()
        .sends(
            send ->
                (wamid == null || wamid.equals(send.wamid()))
                    && (bizOpaqueCallbackData == null
                        || bizOpaqueCallbackData.equals(send.bizOpaqueCallbackData())),
            limit);
  }

  @GetMapping("/requests")
  Page<SeenRequest> requests(
      @RequestParam @Nullable Integer code,
      @RequestParam @Nullable String path,
      @RequestParam(defaultValue = ALL) int limit) {
    return ledger
        .book()
        .requests(
            request ->
                (code == null || code.equals(request.code()))
                    && (path == null || request.path().contains(path)),
            limit);
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void clear() {
    ledger.clear();
  }
}
