/**
 * From topics to a store: records become facts, facts are kept, and what belongs together is joined
 * by whoever comes second.
 */
@NullMarked
package com.livemargs.whatsapp.persistence.intake;

import org.jspecify.annotations.NullMarked;
