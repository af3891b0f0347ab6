/** The Graph API's manners: tokens, known objects and error answers. */
@NullMarked
package com.livemargs.whatsapp.simulator.graph;

import org.jspecify.annotations.NullMarked;
