package com.livemargs.whatsapp.outbound.topic;

/** Why a command went to the dead-letter topic. */
final class CommandException extends RuntimeException {

  CommandException(String reason) {
    super(reason);
  }
}
