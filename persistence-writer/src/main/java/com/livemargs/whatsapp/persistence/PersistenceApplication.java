package com.livemargs.whatsapp.persistence;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** The persistence writer alone, as a process of its own. */
@SpringBootApplication
@Import(PersistenceConfiguration.class)
public class PersistenceApplication {

  /** Starts it. */
  public static void main(String[] arguments) {
    SpringApplication.run(PersistenceApplication.class, arguments);
  }
}
