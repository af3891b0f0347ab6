/** What the twin is told: fixed settings, and switches that change while it runs. */
@NullMarked
package com.livemargs.whatsapp.simulator.settings;

import org.jspecify.annotations.NullMarked;
