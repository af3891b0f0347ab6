package com.livemargs.whatsapp.media.outage;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OutageSettings.class)
class OutageConfiguration {}
