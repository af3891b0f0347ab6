package com.livemargs.whatsapp.chaos.file;

import com.livemargs.whatsapp.chaos.cluster.Access;
import com.livemargs.whatsapp.chaos.cluster.Cluster;
import com.livemargs.whatsapp.chaos.cluster.Service;
import com.livemargs.whatsapp.chaos.cluster.Web;
import com.livemargs.whatsapp.chaos.look.Holdings;
import com.livemargs.whatsapp.chaos.workload.Door;
import com.livemargs.whatsapp.chaos.workload.Payloads;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import tools.jackson.databind.node.ObjectNode;

/** Somebody who sends files, and looks what has become of them. */
final class Customer {

  private final Cluster cluster;
  private final Holdings stores;
  private final Door door;
  private final String prefix;

  Customer(Cluster cluster, Holdings stores, long seed) {
    this.cluster = cluster;
    this.stores = stores;
    this.door = new Door(cluster);
    this.prefix = "wamid.file" + seed + ".";
  }

  /** Sends it; Meta's fault waits for it. */
  boolean send(Trouble trouble) {
    String mediaId = "file-" + trouble.name();
    cluster.meta().shelve(mediaId, "application/octet-stream", trouble.bytes());
    if (!trouble.fault().isEmpty()) {
      cluster.meta().mediaFault(trouble.order(mediaId));
    }
    ObjectNode message =
        Payloads.message(wamid(trouble), 1_780_000_000L, trouble.type())
            .put("from", "4915550190001");
    ObjectNode file = message.putObject(trouble.type()).put("id", mediaId);
    file.put("mime_type", trouble.type().equals("image") ? "image/jpeg" : "application/pdf");
    file.put("sha256", Base64.getEncoder().encodeToString(sha256(trouble.bytes())));
    return door.deliver(Payloads.webhook(message));
  }

  private String wamid(Trouble trouble) {
    return prefix + trouble.name();
  }

  /** What both stores' messages say of their file: pending, stored, unavailable, or nothing yet. */
  String state(Trouble trouble) {
    return stores.member(wamid(trouble), "mediaStatus");
  }

  /** Whether the file that is served where both messages say is the one that was sent. */
  boolean isServed(Trouble trouble) {
    String url = stores.member(wamid(trouble), "mediaUrl");
    if (!url.startsWith("/")) {
      return false;
    }
    Web.Answer answer =
        Web.get(cluster.instances(Service.MEDIA).getFirst().url(url), "X-API-Key", Access.API_KEY);
    return answer.status() == 200 && Arrays.equals(answer.body(), trouble.bytes());
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
