/** Everything in one process: the five services, their infrastructure and the Cloud API's twin. */
@NullMarked
package com.livemargs.whatsapp.standalone;

import org.jspecify.annotations.NullMarked;
