/** What browsers may call, claimed. */
@NullMarked
package com.livemargs.whatsapp.events.web;

import org.jspecify.annotations.NullMarked;
