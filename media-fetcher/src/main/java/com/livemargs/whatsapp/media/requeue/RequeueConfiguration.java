package com.livemargs.whatsapp.media.requeue;

import com.livemargs.whatsapp.events.operate.OperatorRoutes;
import com.livemargs.whatsapp.events.postgres.Schema;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

@Configuration(proxyBeanMethods = false)
class RequeueConfiguration {

  @Bean
  OperatorRoutes mediaRequeueRoutes(DatabaseClient database, Schema mediaSchema) {
    return RequeueRoutes.of(new Requeue(database, mediaSchema));
  }
}
