package com.livemargs.whatsapp.standalone.parts;

import com.livemargs.whatsapp.standalone.server.Part;
import com.livemargs.whatsapp.standalone.settings.DataFolder;
import com.livemargs.whatsapp.standalone.settings.Ports;
import com.livemargs.whatsapp.standalone.settings.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * All parts of one data folder; as a program of its own it starts them, writes a note and waits to
 * be killed.
 */
final class RunningParts implements AutoCloseable {
  private final DataFolder folder;
  private final List<Part> parts;

  RunningParts(Map<String, String> settings) {
    folder = DataFolder.open(Path.of(settings.getOrDefault("DATA_DIR", "")));
    parts =
        new Parts(Settings.none().orElse(settings), folder)
            .chosen(URI.create("http://127.0.0.1:1/livekit/webhook"));
    parts.forEach(Part::stopLeftover);
    parts.forEach(part -> part.choosePorts(Ports::freeFrom));
    parts.forEach(Part::start);
  }

  Stores stores() {
    var addresses = new HashMap<String, String>();
    parts.forEach(part -> addresses.putAll(part.settings()));
    return new Stores(addresses);
  }

  void watch(Consumer<String> ended) {
    parts.forEach(part -> part.watch(ended));
  }

  String descriptions() {
    return parts.stream().map(Part::description).collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {
    parts.forEach(Part::close);
    folder.close();
  }

  public static void main(String[] note) throws Exception {
    var running = new RunningParts(System.getenv());
    running.stores().write(note[0]);
    System.out.append("written\n").flush();
    new CountDownLatch(1).await();
  }
}
