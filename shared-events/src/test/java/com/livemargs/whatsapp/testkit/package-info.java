/** Real servers, sample payloads and signatures that the tests of every module share. */
@NullMarked
package com.livemargs.whatsapp.testkit;

import org.jspecify.annotations.NullMarked;
