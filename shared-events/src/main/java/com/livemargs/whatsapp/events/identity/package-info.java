/**
 * Who a customer is: business-scoped ids, phones, the links between them, and the room that
 * follows.
 */
@NullMarked
package com.livemargs.whatsapp.events.identity;

import org.jspecify.annotations.NullMarked;
