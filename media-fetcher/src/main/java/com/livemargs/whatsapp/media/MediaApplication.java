package com.livemargs.whatsapp.media;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/** The media fetcher as a process of its own. */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class MediaApplication {

  /** Starts it. */
  public static void main(String[] args) {
    SpringApplication.run(MediaApplication.class, args);
  }
}
