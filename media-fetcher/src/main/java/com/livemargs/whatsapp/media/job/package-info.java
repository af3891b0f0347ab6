/**
 * Files to fetch as jobs that survive restarts: taken in from messages, leased, retried, settled.
 */
@NullMarked
package com.livemargs.whatsapp.media.job;

import org.jspecify.annotations.NullMarked;
