/**
 * Impatient publishing: acknowledged by all replicas within two seconds, or said to have failed.
 */
@NullMarked
package com.livemargs.whatsapp.ingress.publish;

import org.jspecify.annotations.NullMarked;
