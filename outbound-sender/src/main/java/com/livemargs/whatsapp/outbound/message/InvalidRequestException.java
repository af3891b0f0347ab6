package com.livemargs.whatsapp.outbound.message;

/** A request that cannot be sent as it is. Its message names the member and the fix. */
public final class InvalidRequestException extends RuntimeException {

  private final String member;

  InvalidRequestException(String member, String detail) {
    super(detail);
    this.member = member;
  }

  /** The member to mend. */
  public String member() {
    return member;
  }
}
