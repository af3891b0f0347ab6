/** Claims about what a start needs before anything runs. */
@NullMarked
package com.livemargs.whatsapp.standalone.settings;

import org.jspecify.annotations.NullMarked;
