/** Meta's wire: one message or one status as the Cloud API sends it, read leniently. */
@NullMarked
package com.livemargs.whatsapp.events.meta;

import org.jspecify.annotations.NullMarked;
