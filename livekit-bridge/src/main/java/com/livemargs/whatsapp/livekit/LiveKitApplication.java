package com.livemargs.whatsapp.livekit;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The bridge alone, by default on port 8084. */
@SpringBootApplication
public class LiveKitApplication {

  /** Starts it. */
  public static void main(String[] args) {
    SpringApplication.run(LiveKitApplication.class, args);
  }
}
