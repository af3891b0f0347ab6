package com.livemargs.whatsapp.chaos.file;

import com.livemargs.whatsapp.chaos.cluster.Instance;
import com.livemargs.whatsapp.chaos.cluster.Service;
import com.livemargs.whatsapp.chaos.look.Memory;
import com.livemargs.whatsapp.chaos.look.Metrics;
import com.livemargs.whatsapp.chaos.process.Wait;
import com.livemargs.whatsapp.chaos.scenario.Promise;
import com.livemargs.whatsapp.chaos.scenario.Trial;
import com.livemargs.whatsapp.chaos.scenario.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;

/** The largest file there is, stored by a process that has hardly more memory than that. */
final class LargeFile {

  private static final int LARGEST = 100 << 20;
  private static final long MOST_BYTES_MORE = 64L << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final String HEAP_USED = "jvm_memory_used_bytes{area=\"heap\"";
  private static final String YOUNG = "jvm_memory_max_bytes{area=\"heap\",id=\"Eden Space\"";
  private static final String DIRECT = "jvm_buffer_memory_used_bytes{id=\"direct\"";

  private final Trial trial;
  private final Customer customer;
  private final List<Instance> media;
  private final AtomicLong heap = new AtomicLong();
  private final AtomicLong direct = new AtomicLong();
  private final AtomicLong resident = new AtomicLong();
  private final AtomicInteger looks = new AtomicInteger();

  LargeFile(Trial trial, Customer customer) {
    this.trial = trial;
    this.customer = customer;
    this.media = trial.cluster().instances(Service.MEDIA);
  }

  Verdict judge() {
    Trouble file = Trouble.plain("as-large-as-can-be", LARGEST, trial.dice("large"));
    List<ProcessHandle> processes = processes();
    long liveBefore = most(it -> Memory.of(it).liveBytes());
    long directBefore = most(it -> (long) Metrics.sum(it, DIRECT));
    long residentBefore = most(Memory::resident);
    // As much garbage as that may lie there before anybody looks for some.
    long young = most(it -> (long) Metrics.sum(it, YOUNG));
    customer.send(file);
    trial.did("file of 100 MiB");
    boolean stored = Wait.until(PATIENCE, LOOK, () -> isStored(file));
    boolean served = customer.isServed(file);
    long more = most(it -> Memory.of(it).liveBytes()) - liveBefore;
    boolean same = processes.equals(processes());
    long meanwhile = heap.get() - liveBefore - young + direct.get() - directBefore;
    boolean flat = meanwhile < MOST_BYTES_MORE && more < MOST_BYTES_MORE;
    return Verdict.of(
        Promise.P13,
        "memory is flat while a file of 100 MiB is stored",
        stored && served && same && young > 0 && flat,
        "stored",
        stored,
        "served as it was sent",
        served,
        "no process ended",
        same,
        "times looked meanwhile",
        looks.get(),
        "live heap before, MiB",
        liveBefore >> 20,
        "room for garbage, MiB",
        young >> 20,
        "highest heap, MiB",
        heap.get() >> 20,
        "of heap and direct memory beyond these, MiB",
        meanwhile >> 20,
        "wanted below, MiB",
        MOST_BYTES_MORE >> 20,
        "more live heap afterwards, KiB",
        more >> 10,
        "highest direct memory, MiB",
        direct.get() >> 20,
        "resident before, MiB",
        residentBefore >> 20,
        "highest resident, MiB",
        resident.get() >> 20);
  }

  private boolean isStored(Trouble file) {
    looks.incrementAndGet();
    heap.accumulateAndGet(most(it -> (long) Metrics.sum(it, HEAP_USED)), Math::max);
    direct.accumulateAndGet(most(it -> (long) Metrics.sum(it, DIRECT)), Math::max);
    resident.accumulateAndGet(most(Memory::resident), Math::max);
    return customer.state(file).equals(Trouble.STORED);
  }

  // Nobody knows which of them takes the job.
  private long most(ToLongFunction<Instance> figure) {
    return media.stream().mapToLong(figure).max().orElse(0);
  }

  private List<ProcessHandle> processes() {
    return media.stream().flatMap(it -> Memory.pid(it).stream()).toList();
  }
}
