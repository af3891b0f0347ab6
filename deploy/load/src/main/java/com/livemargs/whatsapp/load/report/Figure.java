package com.livemargs.whatsapp.load.report;

/**
 * One row of the table.
 *
 * @param bar what it is to be, empty when nobody asked
 * @param beside what the figure is to be read with: the ceiling, or what bounds it
 */
public record Figure(String name, String value, String bar, Verdict verdict, String beside) {}
