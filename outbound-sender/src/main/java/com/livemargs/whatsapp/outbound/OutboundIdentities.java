package com.livemargs.whatsapp.outbound;

import com.livemargs.whatsapp.events.identity.IdentityView;

/** This service's own view of identities: services in one process keep one each. */
record OutboundIdentities(IdentityView view) {}
