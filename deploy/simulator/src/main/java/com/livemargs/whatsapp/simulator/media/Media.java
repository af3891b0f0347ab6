package com.livemargs.whatsapp.simulator.media;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One file that Meta holds.
 *
 * @param sha256 hex, as look-ups show it; webhooks show the same in base64
 * @param expires uploads live 30 days, customers' files 7
 */
public record Media(
    String id,
    String mimeType,
    @Nullable String fileName,
    String sha256,
    long size,
    Path file,
    Instant expires) {}
