/** The contract on PostgreSQL: multi-row statements over arrays through R2DBC. */
@NullMarked
package com.livemargs.whatsapp.persistence.postgres;

import org.jspecify.annotations.NullMarked;
