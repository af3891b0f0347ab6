/** Whether anything of a customer or any secret is told to somebody who should not know it. */
@NullMarked
package com.livemargs.whatsapp.chaos.privacy;

import org.jspecify.annotations.NullMarked;
