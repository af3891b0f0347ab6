package com.livemargs.whatsapp.chaos.evidence;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that is there after the storm, read whole.
 *
 * @param postgres messages in PostgreSQL
 * @param mongo messages in MongoDB
 * @param postgresLines lines of conversations in the order of reading, repeated ones repeated
 * @param mongoLines likewise
 * @param arrivals wamids of {@code whatsapp.messages}, by partition, in their order
 * @param sends the sender's ledger
 * @param accepted Meta's ledger of sends
 * @param requests how many requests to send a message Meta saw, by our message id
 * @param doubted message ids that callers were told to be unknown, at any time
 * @param aside records in dead-letter topics and quarantine, by topic, where there are any
 * @param files hashes of what lies in the media folder, by file name
 */
public record Evidence(
    List<StoredMessage> postgres,
    List<StoredMessage> mongo,
    List<StoredLine> postgresLines,
    List<StoredLine> mongoLines,
    List<List<String>> arrivals,
    List<StoredSend> sends,
    List<AcceptedSend> accepted,
    Map<String, Long> requests,
    Set<String> doubted,
    Map<String, Long> aside,
    Map<String, String> files) {}
