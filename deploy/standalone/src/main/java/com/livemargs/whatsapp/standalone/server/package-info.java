/**
 * What all servers around the services have in common: programs, child processes, waiting,
 * leftovers.
 */
@NullMarked
package com.livemargs.whatsapp.standalone.server;

import org.jspecify.annotations.NullMarked;
