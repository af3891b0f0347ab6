package com.livemargs.whatsapp.outbound.engine;

/** Who is told while the engine is at work. */
public record Watch(Signals signals, SendMeters meters) {}
