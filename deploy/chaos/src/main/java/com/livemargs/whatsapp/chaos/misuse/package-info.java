/** Callers without the secret, callers with nonsense, operators with wrong settings. */
@NullMarked
package com.livemargs.whatsapp.chaos.misuse;

import org.jspecify.annotations.NullMarked;
