package com.livemargs.whatsapp.simulator.send;

import com.livemargs.whatsapp.simulator.graph.GraphError;
import com.livemargs.whatsapp.simulator.ledger.AcceptedSend;
import tools.jackson.databind.node.ObjectNode;

/** What became of a request to the messages endpoint. */
sealed interface SendOutcome {

  /** A message was taken. */
  record Accepted(AcceptedSend send, ObjectNode answer) implements SendOutcome {}

  /** A message of a customer was marked as read. */
  record Marked(ObjectNode answer) implements SendOutcome {}

  /** Nothing was taken. */
  record Refused(GraphError error) implements SendOutcome {}
}
