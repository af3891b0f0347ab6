/** A PostgreSQL server from the class path: programs, data, process. */
@NullMarked
package com.livemargs.whatsapp.standalone.postgres;

import org.jspecify.annotations.NullMarked;
