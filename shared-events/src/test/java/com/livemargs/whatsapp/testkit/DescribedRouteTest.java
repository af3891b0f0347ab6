package com.livemargs.whatsapp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.access.Scope;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The description says of every path what it asks of a key, so that services can be tried. */
class DescribedRouteTest {

  private final List<DescribedRoute> keyed =
      DescribedRoute.described().stream().filter(route -> route.scope() != null).toList();

  @Test
  void onlyTheDoorsOfMetaAndLiveKitAndTheDescriptionTakeNoKey() {
    assertThat(DescribedRoute.described())
        .filteredOn(route -> route.scope() == null)
        .extracting(DescribedRoute::toString)
        .containsExactlyInAnyOrder(
            "GET /whatsapp/webhook",
            "POST /whatsapp/webhook",
            "POST /livekit/webhook",
            "GET /v3/api-docs");
  }

  @Test
  void everyOtherPathAsksForAScopeAndIsOfOneService() {
    List<String> scopes = Arrays.stream(Scope.values()).map(Scope::word).toList();

    assertThat(keyed)
        .allSatisfy(
            route -> {
              assertThat(scopes).contains(route.scope());
              assertThat(DescribedRoute.Owner.values()).filteredOn(o -> o.has(route)).hasSize(1);
            });
    assertThat(keyed).extracting(DescribedRoute::scope).containsAll(scopes);
  }
}
