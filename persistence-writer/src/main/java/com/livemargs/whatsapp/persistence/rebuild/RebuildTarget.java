package com.livemargs.whatsapp.persistence.rebuild;

import com.livemargs.whatsapp.events.kafka.BatchHandler;
import com.livemargs.whatsapp.events.kafka.FailureClassifier;

/**
 * A store that can be filled from the log.
 *
 * @param store such as {@code mongodb}
 * @param restore takes records as if they had been stored at their time
 * @param failures tells the store's outages from records that it never takes
 */
public record RebuildTarget(String store, BatchHandler restore, FailureClassifier failures) {}
