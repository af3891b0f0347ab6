package com.livemargs.whatsapp.chaos.cluster;

import com.livemargs.whatsapp.testkit.Program;
import java.nio.file.Path;
import java.util.Locale;

/** The programs of this build that run as processes of their own. */
public enum Service {
  INGRESS(Program.INGRESS, "ingress.IngressApplication"),
  MEDIA(Program.MEDIA, "media.MediaApplication"),
  PERSISTENCE(Program.PERSISTENCE, "persistence.PersistenceApplication"),
  LIVEKIT(Program.LIVEKIT, "livekit.LiveKitApplication"),
  OUTBOUND(Program.OUTBOUND, "outbound.OutboundApplication"),
  SIMULATOR(Program.SIMULATOR, "simulator.SimulatorApplication");

  private final Program built;
  private final String main;

  Service(Program built, String main) {
    this.built = built;
    this.main = main;
  }

  /** As in the names of nodes: {@code ingress}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String mainClass() {
    return "com.livemargs.whatsapp." + main;
  }

  String portVariable() {
    return built.portVariable();
  }

  Path jar() {
    return built.jar();
  }
}
