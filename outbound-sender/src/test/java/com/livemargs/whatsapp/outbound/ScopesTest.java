package com.livemargs.whatsapp.outbound;

import com.livemargs.whatsapp.testkit.DescribedRoute;
import com.livemargs.whatsapp.testkit.RouteScan;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

class ScopesTest extends OutboundTest {

  @TestFactory
  Stream<DynamicTest> aPathOpensToKeysWithItsScopeAlone() {
    return RouteScan.of(DescribedRoute.Owner.OUTBOUND, "http://127.0.0.1:" + port);
  }

  @Test
  void everyPathOfThisServiceIsDescribed(@Autowired ApplicationContext service) {
    RouteScan.assertDescribed(service);
  }
}
