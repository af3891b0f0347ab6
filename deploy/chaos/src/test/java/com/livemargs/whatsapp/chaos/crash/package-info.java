@NullMarked
package com.livemargs.whatsapp.chaos.crash;

import org.jspecify.annotations.NullMarked;
