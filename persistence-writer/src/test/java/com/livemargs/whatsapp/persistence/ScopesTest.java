package com.livemargs.whatsapp.persistence;

import com.livemargs.whatsapp.testkit.DescribedRoute;
import com.livemargs.whatsapp.testkit.RouteScan;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ScopesTest {

  private final Service service = Service.shared();

  @TestFactory
  Stream<DynamicTest> aPathOpensToKeysWithItsScopeAlone() {
    return RouteScan.of(DescribedRoute.Owner.PERSISTENCE, service.baseUrl());
  }

  @Test
  void everyPathOfThisServiceIsDescribed() {
    RouteScan.assertDescribed(service.context());
  }
}
