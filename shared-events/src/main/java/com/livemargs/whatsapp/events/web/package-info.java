/**
 * What every service's HTTP side has: which browsers may call, and the description of all paths.
 */
@NullMarked
package com.livemargs.whatsapp.events.web;

import org.jspecify.annotations.NullMarked;
