package com.livemargs.whatsapp.load.report;

/** What a figure says of its bar. */
public enum Verdict {
  MET("met"),
  NOT_MET("**not met**"),
  /** A figure for people, without a bar. */
  TOLD("");

  private final String word;

  Verdict(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  /** Met, or not. */
  public static Verdict of(boolean met) {
    return met ? MET : NOT_MET;
  }
}
