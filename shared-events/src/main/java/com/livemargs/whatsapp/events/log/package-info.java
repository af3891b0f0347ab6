/** Topics read as a log: from a place to where they ended when the reading began. */
@NullMarked
package com.livemargs.whatsapp.events.log;

import org.jspecify.annotations.NullMarked;
