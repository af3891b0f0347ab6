package com.livemargs.whatsapp.standalone.parts;

import com.livemargs.whatsapp.standalone.server.Part;
import java.util.Map;
import java.util.function.Supplier;

/** A server of somebody else, or one that is off: only named, never started or stopped. */
record ExternalPart(Supplier<String> saying, Map<String, String> settings) implements Part {

  @Override
  public String description() {
    return saying.get();
  }
}
