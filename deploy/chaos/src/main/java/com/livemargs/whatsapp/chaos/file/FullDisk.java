package com.livemargs.whatsapp.chaos.file;

import com.livemargs.whatsapp.chaos.cluster.Instance;
import com.livemargs.whatsapp.chaos.cluster.Service;
import com.livemargs.whatsapp.chaos.process.Wait;
import com.livemargs.whatsapp.chaos.scenario.Promise;
import com.livemargs.whatsapp.chaos.scenario.Trial;
import com.livemargs.whatsapp.chaos.scenario.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A disk on which nothing fits any more, and which becomes free again without anybody's help. */
final class FullDisk {

  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final String QUOTA = "MEDIA_MIN_FREE_BYTES";
  private static final String USUAL = "16777216";
  private static final String MORE_THAN_ANY_DISK_HAS = "1000000000000000000";
  private static final Duration LONG_ENOUGH_TO_TRY = Duration.ofSeconds(4);

  private final Trial trial;
  private final Customer customer;
  private final List<Instance> media;

  FullDisk(Trial trial, Customer customer) {
    this.trial = trial;
    this.customer = customer;
    this.media = trial.cluster().instances(Service.MEDIA);
  }

  /** A small disk of its own is filled to the last bytes. */
  Verdict filled(Disk disk) throws IOException {
    Path filler = disk.fill();
    trial.did("disk full");
    Trouble file = Trouble.plain("on-a-full-disk", trial.dice("full"));
    customer.send(file);
    String meanwhile = meanwhile(file);
    Files.delete(filler);
    return verdict("a full disk that becomes free again, without anybody's help", file, meanwhile);
  }

  /** Our own quota: so much is to stay free that nothing fits, where no small disk is permitted. */
  Verdict reserved() {
    media.forEach(it -> it.set(QUOTA, MORE_THAN_ANY_DISK_HAS));
    FilesScenario.restart(trial.cluster());
    trial.did("disk below what is to stay free");
    Trouble file = Trouble.plain("below-the-reserve", trial.dice("reserve"));
    customer.send(file);
    String meanwhile = meanwhile(file);
    media.forEach(it -> it.set(QUOTA, USUAL));
    FilesScenario.restart(trial.cluster());
    return verdict(
        "a disk below what is to stay free (our own quota), and above it again", file, meanwhile);
  }

  // Nothing is leased while there is no room, so nothing counts it either.
  private String meanwhile(Trouble file) {
    Wait.until(PATIENCE, () -> !customer.state(file).isEmpty());
    Wait.pause(LONG_ENOUGH_TO_TRY);
    return customer.state(file);
  }

  private Verdict verdict(String claim, Trouble file, String meanwhile) {
    boolean stored =
        Wait.until(PATIENCE, () -> customer.state(file).equals(Trouble.STORED))
            && customer.isServed(file);
    return Verdict.of(
        Promise.P13,
        claim,
        meanwhile.equals("pending") && stored,
        "meanwhile",
        meanwhile,
        "stored and served after all",
        stored);
  }
}
