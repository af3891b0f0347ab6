/** The stand-in for MongoDB, over the driver that the services use. */
@NullMarked
package com.livemargs.whatsapp.standalone.mongo;

import org.jspecify.annotations.NullMarked;
