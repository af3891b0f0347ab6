package com.livemargs.whatsapp.events.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BoundedMapTest {

  @Test
  void forgetsWhatWasPutFirst() {
    assertThat(afterThree(BoundedMap.ofLatest(2))).containsOnlyKeys("b", "c");
  }

  @Test
  void forgetsWhatWasNotUsedForLongest() {
    assertThat(afterThree(BoundedMap.ofUsed(2))).containsOnlyKeys("a", "c");
  }

  private static Map<String, Integer> afterThree(Map<String, Integer> map) {
    map.put("a", 1);
    map.put("b", 2);
    assertThat(map.get("a")).isEqualTo(1);
    map.put("c", 3);
    return map;
  }
}
