/** Whether verdicts say no more than what was looked at. */
@NullMarked
package com.livemargs.whatsapp.chaos.scenario;

import org.jspecify.annotations.NullMarked;
