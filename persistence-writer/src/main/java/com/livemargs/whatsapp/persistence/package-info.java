/** Keeps every conversation in PostgreSQL and in MongoDB, and answers what was said in it. */
@NullMarked
package com.livemargs.whatsapp.persistence;

import org.jspecify.annotations.NullMarked;
