package com.livemargs.whatsapp.load.generate;

/**
 * One signed POST, ready to be written to a connection.
 *
 * @param request head and body
 * @param wamid what it speaks of
 * @param room that shows it
 */
@SuppressWarnings("ArrayRecordComponent")
public record Webhook(byte[] request, String wamid, String room) {

  @Override
  public String toString() {
    return "Webhook[" + request.length + " bytes]";
  }
}
