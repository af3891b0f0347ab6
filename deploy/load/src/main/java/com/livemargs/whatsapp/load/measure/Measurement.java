package com.livemargs.whatsapp.load.measure;

import com.livemargs.whatsapp.load.report.Report;

/** Fills some rows of the table. */
public interface Measurement {

  /** What {@code --only} calls it. */
  String name();

  /** Measures. */
  void run(Site site, Report report);
}
