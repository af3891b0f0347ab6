package com.livemargs.whatsapp.events.deadletter;

/** How much lies on a topic of records that were put aside, and what became of it. */
record LetterCount(String topic, long records, long open, long replayed, long discarded) {}
