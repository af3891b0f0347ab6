/** What could not be split or routed, taken apart once more by the splitter of this release. */
@NullMarked
package com.livemargs.whatsapp.ingress.quarantine;

import org.jspecify.annotations.NullMarked;
