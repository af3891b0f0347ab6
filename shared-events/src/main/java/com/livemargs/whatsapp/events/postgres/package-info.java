/** How services meet PostgreSQL: connections by POSTGRES_URL, schemas migrated before first use. */
@NullMarked
package com.livemargs.whatsapp.events.postgres;

import org.jspecify.annotations.NullMarked;
