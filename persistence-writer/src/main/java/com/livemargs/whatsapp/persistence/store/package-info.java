/**
 * What is kept and the contract that every store of it keeps: facts in any order, repeated or not,
 * end in one state.
 */
@NullMarked
package com.livemargs.whatsapp.persistence.store;

import org.jspecify.annotations.NullMarked;
