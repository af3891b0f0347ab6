@NullMarked
package com.livemargs.whatsapp.chaos.workload;

import org.jspecify.annotations.NullMarked;
