/** Claims about the whole house, and the fixture that boots it for other suites. */
@NullMarked
package com.livemargs.whatsapp.standalone;

import org.jspecify.annotations.NullMarked;
