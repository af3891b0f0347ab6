package com.livemargs.whatsapp.simulator.fault;

/** Something that goes wrong a number of times. */
interface Fault<F> {

  /** How often it is still to be played. */
  int remaining();

  /** The same, to be played this often. */
  F withTimes(int left);

  /** Whether it is meant for this recipient or file. */
  boolean hits(String target);
}
