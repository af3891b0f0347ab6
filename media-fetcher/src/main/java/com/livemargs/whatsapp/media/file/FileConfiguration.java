package com.livemargs.whatsapp.media.file;

import com.livemargs.whatsapp.events.health.Dependency;
import com.livemargs.whatsapp.events.postgres.PostgresSettings;
import com.livemargs.whatsapp.events.postgres.Schema;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FileSettings.class)
class FileConfiguration {

  @Bean
  Schema mediaSchema(PostgresSettings settings) {
    return new Schema(settings, "media");
  }

  @Bean
  MediaDirectoryHealth mediaDirectoryHealthIndicator(MediaDirectory directory) {
    return new MediaDirectoryHealth(directory);
  }

  @Bean
  Dependency mediaDiskDependency(MediaDirectory directory) {
    return new Dependency(
        "disk", Mono.fromCallable(directory::state).subscribeOn(Schedulers.boundedElastic()));
  }

  @Bean
  MeterBinder mediaDiskMeters(MediaDirectory directory) {
    return meters ->
        Gauge.builder("whatsapp.media.disk.free.ratio", directory, MediaDirectory::freeRatio)
            .description("Free part of the disk that holds MEDIA_DIR")
            .register(meters);
  }
}
