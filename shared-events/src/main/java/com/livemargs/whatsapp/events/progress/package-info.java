/**
 * Whether consumer groups get on: how far behind, for how long, and what to do about one that is
 * stuck.
 */
@NullMarked
package com.livemargs.whatsapp.events.progress;

import org.jspecify.annotations.NullMarked;
