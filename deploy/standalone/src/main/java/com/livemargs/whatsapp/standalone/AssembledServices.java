package com.livemargs.whatsapp.standalone;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** The services in one application context. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class AssembledServices {}
