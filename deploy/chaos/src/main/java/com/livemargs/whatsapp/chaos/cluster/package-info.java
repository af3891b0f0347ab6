/** The whole system as processes: brokers, stores, LiveKit, Meta and the services. */
@NullMarked
package com.livemargs.whatsapp.chaos.cluster;

import org.jspecify.annotations.NullMarked;
