/** Which names are one customer: kept as edges, followed through a store. */
@NullMarked
package com.livemargs.whatsapp.persistence.identity;

import org.jspecify.annotations.NullMarked;
