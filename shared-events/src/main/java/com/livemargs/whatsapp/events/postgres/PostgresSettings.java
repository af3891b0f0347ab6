package com.livemargs.whatsapp.events.postgres;

import com.livemargs.whatsapp.events.settings.InvalidSettingException;
import com.livemargs.whatsapp.events.settings.Settings;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where PostgreSQL is.
 *
 * @param url {@code postgresql://user:password@host:port/db}; special characters percent-encoded
 * @param poolSize most connections of this process
 */
@ConfigurationProperties("whatsapp.postgres")
public record PostgresSettings(String url, @DefaultValue("8") int poolSize) {

  private static final int DEFAULT_PORT = 5432;
  private static final String FIX = "Set it to postgresql://user:password@host:port/db.";

  public PostgresSettings {
    url = Settings.required("POSTGRES_URL", url, FIX);
    URI uri = parse(url);
    boolean scheme = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
    Settings.check(
        scheme && uri.getHost() != null, "POSTGRES_URL", "is not a PostgreSQL address", FIX);
    Settings.check(uri.getRawUserInfo() != null, "POSTGRES_URL", "names no user", FIX);
    Settings.check(
        uri.getPath() != null && uri.getPath().length() > 1,
        "POSTGRES_URL",
        "names no database",
        FIX);
  }

  private static URI parse(String url) {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException wrong) {
      throw new InvalidSettingException("POSTGRES_URL", "is no URL", FIX);
    }
  }

  String host() {
    return parse(url).getHost();
  }

  int port() {
    int port = parse(url).getPort();
    return port < 0 ? DEFAULT_PORT : port;
  }

  String database() {
    return decode(parse(url).getRawPath().substring(1));
  }

  String user() {
    return decode(parse(url).getRawUserInfo().split(":", 2)[0]);
  }

  String password() {
    String[] parts = parse(url).getRawUserInfo().split(":", 2);
    return parts.length < 2 ? "" : decode(parts[1]);
  }

  String jdbcUrl() {
    return "jdbc:postgresql://"
        + host()
        + ":"
        + port()
        + "/"
        + parse(url).getRawPath().substring(1)
        + "?connectTimeout=3&socketTimeout=60";
  }

  private static String decode(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "PostgresSettings[***]";
  }
}
