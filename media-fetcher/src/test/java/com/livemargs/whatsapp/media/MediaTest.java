package com.livemargs.whatsapp.media;

import static com.livemargs.whatsapp.media.MediaStack.unique;

import com.livemargs.whatsapp.events.media.MediaEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A test with a message and a file of its own. */
abstract class MediaTest {

  static final Duration SOON = Duration.ofSeconds(60);

  final MediaStack stack = MediaStack.shared();
  final FakeGraph graph = stack.graph;
  final String wamid = unique("wamid");
  final String id = unique("media");

  MediaEvent.Stored stored() {
    return stored(wamid);
  }

  MediaEvent.Stored stored(String of) {
    return (MediaEvent.Stored) stack.event(of);
  }

  MediaEvent.Unavailable unavailable() {
    return (MediaEvent.Unavailable) stack.event(wamid);
  }

  List<Path> filesCalled(String sha256) {
    return list(stack.directory).stream()
        .filter(path -> path.getFileName().toString().startsWith(sha256))
        .toList();
  }

  static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
