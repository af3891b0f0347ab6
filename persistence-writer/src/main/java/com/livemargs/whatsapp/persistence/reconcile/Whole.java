package com.livemargs.whatsapp.persistence.reconcile;

import com.livemargs.whatsapp.events.MessageIds;
import com.livemargs.whatsapp.persistence.store.ChangeFact;
import com.livemargs.whatsapp.persistence.store.Facts;
import com.livemargs.whatsapp.persistence.store.FileFact;
import com.livemargs.whatsapp.persistence.store.MessageRow;
import com.livemargs.whatsapp.persistence.store.SendFact;
import com.livemargs.whatsapp.persistence.store.Span;
import com.livemargs.whatsapp.persistence.store.Spans;
import com.livemargs.whatsapp.persistence.store.StatusFact;
import java.time.Instant;
import java.util.List;

/**
 * One message with everything in it, as a store holds it.
 *
 * @param storedAt when it was stored there
 * @param expiresAt when it may go there
 */
public record Whole(MessageRow row, Instant storedAt, Instant expiresAt) {

  Facts facts(List<StatusFact> statuses, List<ChangeFact> changes, List<FileFact> files) {
    boolean said = row.wamid() != null && MessageIds.ofWamid(row.wamid()).equals(row.messageId());
    return new Facts(
        said ? List.of(row) : List.of(),
        said ? List.of() : List.of(send()),
        statuses,
        changes,
        files,
        List.of(),
        List.of(),
        List.of(),
        Spans.alike(new Span(storedAt, expiresAt)));
  }

  // A send is kept without its wamid, which is settled after.
  private SendFact send() {
    MessageRow bare =
        new MessageRow(
            row.messageId(),
            null,
            row.parties(),
            row.body(),
            row.state(),
            row.timestamp(),
            row.position(),
            row.raw(),
            row.sender(),
            row.shown());
    return new SendFact(bare, row.wamid());
  }
}
