/**
 * What the services say to each other: topics, keys, headers and the identity of a conversation.
 */
@NullMarked
package com.livemargs.whatsapp.events;

import org.jspecify.annotations.NullMarked;
