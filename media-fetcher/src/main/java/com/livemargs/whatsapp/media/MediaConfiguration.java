package com.livemargs.whatsapp.media;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.access.AccessConfiguration;
import com.livemargs.whatsapp.events.deadletter.DeadLetterConfiguration;
import com.livemargs.whatsapp.events.kafka.ConsumerGroup;
import com.livemargs.whatsapp.events.kafka.EventsConfiguration;
import com.livemargs.whatsapp.events.postgres.PostgresConfiguration;
import com.livemargs.whatsapp.media.job.MediaIntake;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.Import;

/** All of the media fetcher, for its own process and for one that holds all services. */
@Configuration(proxyBeanMethods = false)
@Import({
  EventsConfiguration.class,
  DeadLetterConfiguration.class,
  AccessConfiguration.class,
  PostgresConfiguration.class
})
@ComponentScan(
    nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class,
    excludeFilters =
        @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = MediaApplication.class))
public class MediaConfiguration {

  // Most of what is read holds no file, and a file takes longer than this in any case.
  private static final Duration GATHER = Duration.ofMillis(200);

  @Bean
  ConsumerGroup mediaFetcherGroup(MediaIntake intake) {
    return new ConsumerGroup("media-fetcher", List.of(Topics.MESSAGES), intake).gathering(GATHER);
  }
}
