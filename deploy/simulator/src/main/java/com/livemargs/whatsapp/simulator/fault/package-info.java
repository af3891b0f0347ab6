/** Things that go wrong on demand, for sends and for files. */
@NullMarked
package com.livemargs.whatsapp.simulator.fault;

import org.jspecify.annotations.NullMarked;
