package com.livemargs.whatsapp.chaos.configuration;

import static com.livemargs.whatsapp.chaos.configuration.RightStart.SECRET;
import static com.livemargs.whatsapp.testkit.Program.INGRESS;
import static com.livemargs.whatsapp.testkit.Program.LIVEKIT;
import static com.livemargs.whatsapp.testkit.Program.MEDIA;
import static com.livemargs.whatsapp.testkit.Program.OUTBOUND;
import static com.livemargs.whatsapp.testkit.Program.PERSISTENCE;
import static com.livemargs.whatsapp.testkit.Program.STANDALONE;

import com.livemargs.whatsapp.testkit.Program;
import java.util.List;

/**
 * One wrong setting in an otherwise right environment.
 *
 * @param fix a part of what is to be advised
 */
record Mistake(Program program, String variable, String value, String fix) {

  private static final String LEAVE_OUT = "eave it out";

  static final List<Mistake> ALL =
      List.of(
          new Mistake(INGRESS, "WHATSAPP_APP_SECRET", "", "Set it to"),
          new Mistake(INGRESS, "WHATSAPP_APP_SECRET", "your_app_secret_here", "Set it to"),
          new Mistake(INGRESS, "WHATSAPP_APP_SECRET", SECRET + ",changeme", "Set it to"),
          new Mistake(INGRESS, "WHATSAPP_WEBHOOK_VERIFY_TOKEN", " ", "Choose"),
          new Mistake(INGRESS, "WHATSAPP_WEBHOOK_VERIFY_TOKEN", "<token>", "Choose"),
          new Mistake(INGRESS, "KAFKA_BOOTSTRAP_SERVERS", "", "Set it to"),
          new Mistake(INGRESS, "KAFKA_BOOTSTRAP_SERVERS", "broker.invalid:9092", "resolves"),
          new Mistake(INGRESS, "TOPIC_PARTITIONS", "0", LEAVE_OUT),
          new Mistake(INGRESS, "TOPIC_PARTITIONS", "a dozen", "Set it to"),
          new Mistake(INGRESS, "TOPIC_RETENTION", "PT1H", "Set an"),
          new Mistake(INGRESS, "TOPIC_REPLICATION", "-3", LEAVE_OUT),
          new Mistake(INGRESS, "WEBHOOK_BODY_TIMEOUT", "soon", "Set it to"),
          new Mistake(INGRESS, "WEBHOOK_BODY_TIMEOUT", "10", LEAVE_OUT),
          new Mistake(INGRESS, "WEBHOOK_MAX_HELD_BYTES", "64MB", "Set it to"),
          new Mistake(INGRESS, "WEBHOOK_MAX_HELD_BYTES", "1048576", LEAVE_OUT),
          new Mistake(INGRESS, "SERVER_PORT", "web", "Set it to a whole number"),
          new Mistake(INGRESS, "SERVER_PORT", "70000", "Set it to a free port"),
          new Mistake(MEDIA, "WHATSAPP_ACCESS_TOKEN", "your_whatsapp_access_token_here", "Set it"),
          new Mistake(MEDIA, "WHATSAPP_ACCESS_TOKEN", SECRET + " two", "Copy"),
          new Mistake(MEDIA, "WHATSAPP_GRAPH_URL", "graph.facebook.com", "Set it to"),
          new Mistake(MEDIA, "WHATSAPP_API_VERSION", "26", "Set it to"),
          new Mistake(MEDIA, "POSTGRES_URL", "mysql://root:" + SECRET + "@127.0.0.1/db", "Set it"),
          new Mistake(MEDIA, "POSTGRES_URL", "postgresql://127.0.0.1/db", "Set it to"),
          new Mistake(MEDIA, "MEDIA_MAX_BYTES", "plenty", LEAVE_OUT),
          new Mistake(MEDIA, "MEDIA_MAX_BYTES", "-1", LEAVE_OUT),
          new Mistake(MEDIA, "MEDIA_ALLOWED_HOSTS", "https://x.example", "List"),
          new Mistake(MEDIA, "MEDIA_URL_SECRET", "changeme", "Set it to"),
          new Mistake(MEDIA, "MEDIA_PARALLELISM", "1000", LEAVE_OUT),
          new Mistake(MEDIA, "MEDIA_RETRY_DELAYS", "3s,never", "Set it to"),
          new Mistake(MEDIA, "PUBLIC_URL", "ftp://files.example", "Set it to"),
          new Mistake(PERSISTENCE, "MONGODB_URI", "", "Set it to"),
          new Mistake(PERSISTENCE, "MONGODB_URI", "http://x:" + SECRET + "@y", "Set it to"),
          new Mistake(PERSISTENCE, "MESSAGE_TTL", "five years", "P5Y"),
          new Mistake(PERSISTENCE, "MESSAGE_TTL", "-P1D", "P5Y"),
          new Mistake(PERSISTENCE, "EXPIRY_SWEEP_INTERVAL", "1h", LEAVE_OUT),
          new Mistake(PERSISTENCE, "CONSUMER_BATCH_SIZE", "0", LEAVE_OUT),
          new Mistake(PERSISTENCE, "KAFKA_GROUP_PROTOCOL", "share", "eave it out"),
          new Mistake(LIVEKIT, "WHATSAPP_API_KEYS", "your_api_key_here", "Set one or more"),
          new Mistake(LIVEKIT, "WHATSAPP_API_KEYS", "sha256:" + SECRET, "Set one or more"),
          new Mistake(LIVEKIT, "WHATSAPP_API_KEYS", "crm/sned=" + SECRET, "scopes are send"),
          new Mistake(LIVEKIT, "LIVEKIT_API_SECRET", "", "Set"),
          new Mistake(LIVEKIT, "LIVEKIT_PACKET_BYTES", "12", LEAVE_OUT),
          new Mistake(LIVEKIT, "READ_API_URL", "persistence", "Set it to"),
          new Mistake(LIVEKIT, "CORS_ALLOWED_ORIGINS", "*", "Name each"),
          new Mistake(OUTBOUND, "WHATSAPP_PHONE_NUMBER_ID", "+49 30 5501188", "Set it to"),
          new Mistake(OUTBOUND, "WHATSAPP_ACCESS_TOKEN", "", "Set it to"),
          new Mistake(OUTBOUND, "OUTBOUND_IN_FLIGHT", "1000", LEAVE_OUT),
          new Mistake(OUTBOUND, "POSTGRES_POOL_SIZE", "many", "Set it to"),
          new Mistake(STANDALONE, "HTTP_PORT", "http", "from 1 to 65535"),
          new Mistake(STANDALONE, "KAFKA_PORT", "70000", "from 1 to 65535"),
          new Mistake(STANDALONE, "DATA_DIR", "/proc/nobody/may/write", "another folder"),
          new Mistake(STANDALONE, "HTTP_BIND", "256.256.256.256", LEAVE_OUT));

  String title() {
    return program.title() + " with " + variable + "=" + value;
  }
}
