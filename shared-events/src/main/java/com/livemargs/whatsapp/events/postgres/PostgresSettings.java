package com.livemargs.whatsapp.events.postgres;

import com.livemargs.whatsapp.events.settings.Authority;
import com.livemargs.whatsapp.events.settings.InvalidSettingException;
import com.livemargs.whatsapp.events.settings.Settings;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where PostgreSQL is.
 *
 * @param url {@code postgresql://user:password@host:port/db}; special characters percent-encoded;
 *     {@code ?sslmode=} and {@code &sslrootcert=} as in libpq, without the first as {@code prefer}
 * @param poolSize most connections of this process
 */
@ConfigurationProperties("whatsapp.postgres")
public record PostgresSettings(String url, @DefaultValue("8") int poolSize) {

  private static final int DEFAULT_PORT = 5432;
  private static final String SSL_MODE = "sslmode";
  private static final String SSL_ROOT = "sslrootcert";
  private static final String PREFER = "prefer";
  private static final List<String> PARAMETERS = List.of(SSL_MODE, SSL_ROOT);
  private static final List<String> SSL_MODES =
      List.of("disable", "allow", PREFER, "require", "verify-ca", "verify-full");
  private static final String FIX = "Set it to postgresql://user:password@host:port/db.";

  public PostgresSettings {
    url = Settings.required("POSTGRES_URL", url, FIX);
    URI uri = parse(url);
    boolean scheme = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
    Optional<Authority> authority = Authority.of(uri);
    Settings.check(
        scheme && authority.isPresent(), "POSTGRES_URL", "is not a PostgreSQL address", FIX);
    Settings.check(
        authority.map(Authority::userInfo).isPresent(), "POSTGRES_URL", "names no user", FIX);
    Settings.check(
        uri.getPath() != null && uri.getPath().length() > 1,
        "POSTGRES_URL",
        "names no database",
        FIX);
    Map<String, String> parameters = parameters(uri);
    Settings.check(
        PARAMETERS.containsAll(parameters.keySet()),
        "POSTGRES_URL",
        "has a parameter that is not known",
        "Known are " + String.join(" and ", PARAMETERS) + ".");
    Settings.check(
        SSL_MODES.contains(parameters.getOrDefault(SSL_MODE, PREFER)),
        "POSTGRES_URL",
        "has an sslmode that is not known",
        "Known are " + String.join(", ", SSL_MODES) + ".");
  }

  private static URI parse(String url) {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException wrong) {
      throw new InvalidSettingException("POSTGRES_URL", "is no URL", FIX);
    }
  }

  private Authority authority() {
    return Authority.of(parse(url)).orElseThrow();
  }

  String host() {
    return authority().host();
  }

  int port() {
    int port = authority().port();
    return port < 0 ? DEFAULT_PORT : port;
  }

  String database() {
    return decode(parse(url).getRawPath().substring(1));
  }

  /** Who connects. */
  public String user() {
    return decode(userInfo()[0]);
  }

  /** Empty where the address has none. */
  public String password() {
    String[] parts = userInfo();
    return parts.length < 2 ? "" : decode(parts[1]);
  }

  private String[] userInfo() {
    return String.valueOf(authority().userInfo()).split(":", 2);
  }

  /** libpq's word for how far the connection is encrypted and the server verified. */
  String sslMode() {
    return parameters(parse(url)).getOrDefault(SSL_MODE, PREFER);
  }

  /** File with certificates of authorities, PEM. */
  Optional<String> sslRootCert() {
    return Optional.ofNullable(parameters(parse(url)).get(SSL_ROOT));
  }

  private static Map<String, String> parameters(URI uri) {
    Map<String, String> parameters = new LinkedHashMap<>();
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    for (String parameter : query.isEmpty() ? new String[0] : query.split("&")) {
      String[] nameAndValue = parameter.split("=", 2);
      parameters.put(
          decode(nameAndValue[0]), nameAndValue.length < 2 ? "" : decode(nameAndValue[1]));
    }
    return parameters;
  }

  /**
   * The address as the JDBC driver reads it, encrypted and verified as it says, without the user. A
   * statement may take as long as it does.
   */
  public String jdbcUrl() {
    return "jdbc:postgresql://"
        + host()
        + ":"
        + port()
        + "/"
        + parse(url).getRawPath().substring(1)
        + "?connectTimeout=3&tcpKeepAlive=true&socketFactory="
        + WatchedSockets.class.getName()
        + "&sslmode="
        + sslMode()
        + sslRootCert().map(file -> "&sslrootcert=" + encode(file)).orElse("");
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static String decode(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "PostgresSettings[***]";
  }
}
