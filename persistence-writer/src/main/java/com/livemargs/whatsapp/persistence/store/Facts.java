package com.livemargs.whatsapp.persistence.store;

import com.livemargs.whatsapp.persistence.identity.AliasEdge;
import java.util.List;

/**
 * What a batch says, each thing once.
 *
 * @param messages items of Meta, each with a wamid
 * @param spans when each is stored and may go
 */
public record Facts(
    List<MessageRow> messages,
    List<SendFact> sends,
    List<StatusFact> statuses,
    List<ChangeFact> changes,
    List<FileFact> files,
    List<AccountEvent> events,
    List<AliasEdge> edges,
    List<RoomFact> rooms,
    Spans spans) {

  /** The same with these edges. */
  public Facts withEdges(List<AliasEdge> others) {
    return new Facts(messages, sends, statuses, changes, files, events, others, rooms, spans);
  }
}
