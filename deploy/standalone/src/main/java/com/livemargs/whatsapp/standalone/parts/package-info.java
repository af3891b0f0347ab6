/**
 * The servers around the services, each our own or somebody else's, and the choice between them.
 */
@NullMarked
package com.livemargs.whatsapp.standalone.parts;

import org.jspecify.annotations.NullMarked;
