/** What is promised of connections to PostgreSQL and of the tables there. */
@NullMarked
package com.livemargs.whatsapp.events.postgres;

import org.jspecify.annotations.NullMarked;
