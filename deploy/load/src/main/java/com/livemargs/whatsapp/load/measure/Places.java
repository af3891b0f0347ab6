package com.livemargs.whatsapp.load.measure;

import java.nio.file.Path;

/**
 * Folders of a measurement.
 *
 * @param root checkout with the built jars
 * @param work for data, not there yet
 * @param logs for what processes print
 */
public record Places(Path root, Path work, Path logs) {}
