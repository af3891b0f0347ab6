/**
 * Programs of other people and of ours as processes that may be killed at any moment, and the links
 * between them.
 */
@NullMarked
package com.livemargs.whatsapp.chaos.process;

import org.jspecify.annotations.NullMarked;
