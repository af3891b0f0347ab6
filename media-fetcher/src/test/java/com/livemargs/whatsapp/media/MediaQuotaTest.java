package com.livemargs.whatsapp.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.media.file.QuotaDirectory;
import com.livemargs.whatsapp.media.file.QuotaDirectory.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A disk that shows room and takes nothing: its quota is used up, it has no inodes left, is mounted
 * read-only or is not there.
 */
class MediaQuotaTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int PLACES = 8;
  private static final int FILES = 20;

  @ParameterizedTest
  @CsvSource({
    "BEGIN, Disk quota exceeded",
    "BEGIN, Das Dateisystem ist nur lesbar",
    "WRITE, Input/output error",
    "NAME, Read-only file system"
  })
  void noFileIsFetchedInVainWhileTheDiskTakesNone(Step step, String words) {
    try (MediaStack stack = stack("1m")) {
      disk(stack).refuse(step, words);
      receiveMany(stack);

      await().atMost(SOON).until(() -> stack.instance.paused().equals(List.of("disk")));
      await().atMost(SOON).until(() -> waiting(stack) == FILES);
      assertThat(lookups(stack)).isBetween(1L, (long) PLACES);
    }
  }

  @Test
  void filesComeByThemselvesOnceTheDiskTakesThem() {
    try (MediaStack stack = stack("100ms")) {
      disk(stack).refuse(Step.BEGIN, "Disk quota exceeded");
      receiveMany(stack);
      await().atMost(SOON).until(() -> stack.instance.paused().equals(List.of("disk")));
      await().atMost(SOON).until(() -> waiting(stack) == FILES);
      long before = lookups(stack);
      await().atMost(SOON).until(() -> lookups(stack) > before);

      disk(stack).takeAll();

      await().atMost(SOON).until(() -> count(stack, "state = 'stored' and attempts = 1") == FILES);
      assertThat(stack.instance.paused()).isEmpty();
    }
  }

  private static MediaStack stack(String firstPause) {
    return MediaStack.own(
        "spring.main.sources=" + QuotaDirectory.class.getName(),
        "whatsapp.media.outage.first-pause=" + firstPause);
  }

  private static void receiveMany(MediaStack stack) {
    IntStream.range(0, FILES)
        .mapToObj(i -> MediaStack.unique("media"))
        .forEach(
            id -> {
              stack.graph.holds(id, Bodies.jpeg());
              stack.receive("wamid." + id, "image", Map.of("id", id));
            });
  }

  private static QuotaDirectory disk(MediaStack stack) {
    return stack.instance.context().getBean(QuotaDirectory.class);
  }

  private static long waiting(MediaStack stack) {
    return count(stack, "state = 'pending' and attempts = 0 and lease is null");
  }

  private static long count(MediaStack stack, String condition) {
    return stack.sql("select 1 from media_jobs where " + condition).size();
  }

  private static long lookups(MediaStack stack) {
    return stack.graph.seen().stream().filter(one -> one.path().startsWith("/v26.0/")).count();
  }
}
