package com.livemargs.whatsapp.media;

import static com.livemargs.whatsapp.media.FakeGraph.location;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is largest by default: 100 MiB, whose bytes must never be in memory together. */
class LargestFileTest extends MediaTest {

  private static final int LARGEST = 104_857_600;
  private static final int CHUNK = 1 << 16;
  private static final int BETWEEN_SAMPLES = 16 << 20;

  /** Far less than flows between the first sample and the last, far more than buffers and noise. */
  private static final long MOST_GROWTH = 32 << 20;

  private final List<Long> memory = new ArrayList<>();

  @Test
  void fileOfTheLargestSizeIsStoredAndMemoryDoesNotGrowWithIt() {
    graph.looksUp(id, location(graph.downloadUrl(id), LARGEST));
    graph.delivers(
        id,
        (exchange, earlier) -> {
          exchange.sendResponseHeaders(200, LARGEST);
          OutputStream out = exchange.getResponseBody();
          for (int sent = 0; sent < LARGEST; sent += CHUNK) {
            if (sent % BETWEEN_SAMPLES == 0) {
              memory.add(usedMemory());
            }
            out.write(new byte[CHUNK]);
          }
        });

    stack.receive(wamid, "video", Map.of("id", id));

    assertThat(stored().fileSize()).isEqualTo(LARGEST);
    assertThat(stack.directory.resolve(stored().sha256() + ".bin")).hasSize(LARGEST);
    assertThat(memory)
        .hasSize(7)
        .allSatisfy(sample -> assertThat(growth(sample)).isLessThan(MOST_GROWTH));
  }

  private long growth(long sample) {
    return sample - memory.getFirst();
  }

  /** What is still referred to on the heap, and all that lies beside it. */
  private static long usedMemory() {
    System.gc();
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return heapAfterCollection() + direct;
  }

  // What others have thrown away since is none of it.
  private static long heapAfterCollection() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> pool.getCollectionUsage().getUsed())
        .sum();
  }
}
