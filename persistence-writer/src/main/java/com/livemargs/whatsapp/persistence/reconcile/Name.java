package com.livemargs.whatsapp.persistence.reconcile;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a message is called that is in a store.
 *
 * @param wamid null while a send has none
 */
public record Name(UUID messageId, @Nullable String wamid) {}
