package com.livemargs.whatsapp.outbound;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The outbound sender as a service of its own. */
@SpringBootApplication
public class OutboundApplication {

  /** Starts it. */
  public static void main(String[] arguments) {
    SpringApplication.run(OutboundApplication.class, arguments);
  }
}
