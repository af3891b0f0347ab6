package com.livemargs.whatsapp.ingress.split;

import com.livemargs.whatsapp.events.identity.IdentityLink;
import java.util.List;

/**
 * A body taken apart.
 *
 * @param parts at least one for each entry, in the order of the body
 * @param links what it shows of identities, fact by fact, the latest last
 * @param readable whether the body is JSON at all
 */
public record Split(List<Part> parts, List<IdentityLink> links, boolean readable) {

  public Split {
    parts = List.copyOf(parts);
    links = List.copyOf(links);
  }
}
