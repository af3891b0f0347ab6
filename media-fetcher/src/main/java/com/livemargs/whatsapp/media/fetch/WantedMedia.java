package com.livemargs.whatsapp.media.fetch;

import com.livemargs.whatsapp.media.file.Reference;
import org.jspecify.annotations.Nullable;

/**
 * A file that a message announces.
 *
 * @param phoneNumberId Meta's id of our number, or null
 * @param sha256 base64 or hex, as the webhook had it, or null
 */
public record WantedMedia(
    Reference reference, @Nullable String phoneNumberId, @Nullable String sha256) {}
