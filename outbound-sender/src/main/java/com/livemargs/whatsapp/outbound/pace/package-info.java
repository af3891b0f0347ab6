/** What Meta lets through: limits of our numbers and of each customer, and the 24-hour window. */
@NullMarked
package com.livemargs.whatsapp.outbound.pace;

import org.jspecify.annotations.NullMarked;
