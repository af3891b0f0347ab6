/** How the servers are that a service depends on: for people, never for whoever restarts it. */
@NullMarked
package com.livemargs.whatsapp.events.health;

import org.jspecify.annotations.NullMarked;
