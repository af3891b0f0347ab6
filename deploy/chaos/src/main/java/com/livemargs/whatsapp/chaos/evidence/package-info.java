/** What is there when all is quiet, read whole from stores, topics, disk and Meta's book. */
@NullMarked
package com.livemargs.whatsapp.chaos.evidence;

import org.jspecify.annotations.NullMarked;
