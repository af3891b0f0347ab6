/** What a start needs to know and to own before anything runs: settings, secrets, folder, ports. */
@NullMarked
package com.livemargs.whatsapp.standalone.settings;

import org.jspecify.annotations.NullMarked;
