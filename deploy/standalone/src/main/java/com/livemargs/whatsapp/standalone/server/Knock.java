package com.livemargs.whatsapp.standalone.server;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Asking an HTTP address whether anybody is there. */
public final class Knock {
  private static final int PATIENCE_MILLIS = 2000;

  private Knock() {}

  /** True if a GET is answered with 200. */
  public static boolean answers(URI address) {
    try {
      var connection = (HttpURLConnection) address.toURL().openConnection();
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      try {
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }
}
