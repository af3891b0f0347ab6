package com.livemargs.whatsapp.simulator.rules;

import java.util.Optional;

/** What is known about uploaded files; a test needs none, the twin asks its shelf. */
@FunctionalInterface
public interface MediaKnowledge {

  /**
   * The MIME type behind a media id.
   *
   * @return nothing for an unknown id; an empty type when ids are not looked at
   */
  Optional<String> mimeType(String mediaId);
}
