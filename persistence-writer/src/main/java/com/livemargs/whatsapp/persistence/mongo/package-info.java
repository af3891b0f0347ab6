/**
 * The contract on MongoDB: unordered bulk upserts that also the in-process stand-in understands.
 */
@NullMarked
package com.livemargs.whatsapp.persistence.mongo;

import org.jspecify.annotations.NullMarked;
