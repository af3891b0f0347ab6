package com.livemargs.whatsapp.media;

import com.livemargs.whatsapp.testkit.DescribedRoute;
import com.livemargs.whatsapp.testkit.RouteScan;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ScopesTest {

  private final MediaInstance service = MediaStack.shared().instance;

  @TestFactory
  Stream<DynamicTest> aPathOpensToKeysWithItsScopeAlone() {
    return RouteScan.of(DescribedRoute.Owner.MEDIA, service.url());
  }

  @Test
  void everyPathOfThisServiceIsDescribed() {
    RouteScan.assertDescribed(service.context());
  }
}
