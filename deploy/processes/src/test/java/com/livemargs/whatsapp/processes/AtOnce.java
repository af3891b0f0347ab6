package com.livemargs.whatsapp.processes;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** Claims about processes: as many run at a time as there are processors, and no more than four. */
final class AtOnce {

  private static final int A_FEW = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);

  private AtOnce() {}

  /** One test for each subject, in their order. */
  static <T> Stream<DynamicTest> claim(
      List<T> subjects, Function<T, String> title, ThrowingConsumer<T> claim) {
    ExecutorService few = Executors.newFixedThreadPool(A_FEW);
    List<Future<?>> ends =
        subjects.stream()
            .<Future<?>>map(subject -> few.submit(() -> check(claim, subject)))
            .toList();
    few.shutdown();
    return IntStream.range(0, ends.size())
        .mapToObj(
            i -> DynamicTest.dynamicTest(title.apply(subjects.get(i)), () -> join(ends.get(i))));
  }

  private static <T> boolean check(ThrowingConsumer<T> claim, T subject) throws Exception {
    try {
      claim.accept(subject);
      return true;
    } catch (Exception | Error failure) {
      throw failure;
    } catch (Throwable other) {
      throw new IllegalStateException(other);
    }
  }

  private static void join(Future<?> end) throws Throwable {
    try {
      end.get();
    } catch (ExecutionException failed) {
      throw failed.getCause();
    }
  }
}
