package com.livemargs.whatsapp.simulator.control;

import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;

/** Query parameters may say {@code not-json} and {@code 5s}, as in configuration files. */
@Configuration(proxyBeanMethods = false)
class ControlConfiguration implements WebFluxConfigurer {

  @Override
  public void addFormatters(FormatterRegistry registry) {
    ApplicationConversionService.addApplicationConverters(registry);
  }
}
