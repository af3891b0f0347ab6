@NullMarked
package com.livemargs.whatsapp.chaos.report;

import org.jspecify.annotations.NullMarked;
