package com.livemargs.whatsapp.chaos.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.chaos.cluster.Access;
import com.livemargs.whatsapp.chaos.cluster.Cluster;
import com.livemargs.whatsapp.chaos.cluster.Web;
import com.livemargs.whatsapp.chaos.process.Wait;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Posts signed webhooks as Meta does. */
public final class Door {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration REDELIVERED = Duration.ofMinutes(1);

  private final URI url;

  public Door(Cluster cluster) {
    url = cluster.webhookUrl();
  }

  /** One attempt: the status, or {@link Web#NONE} when no answer came. */
  public int post(byte[] body) {
    return Web.post(url, body, PATIENCE, "X-Hub-Signature-256", sign(body)).status();
  }

  /** Again and again until it is answered 200, as Meta does; false if it is not within a minute. */
  public boolean deliver(byte[] body) {
    return Wait.until(REDELIVERED, PAUSE, () -> post(body) == 200);
  }

  /** The signature of these bytes. */
  public static String sign(byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Access.APP_SECRET.getBytes(UTF_8), "HmacSHA256"));
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
