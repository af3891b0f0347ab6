package com.livemargs.whatsapp.outbound.graph;

import com.livemargs.whatsapp.events.settings.Authority;
import com.livemargs.whatsapp.events.settings.InvalidSettingException;
import com.livemargs.whatsapp.events.settings.Settings;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the Cloud API is and who we are there.
 *
 * @param accessToken permanent token of a system user
 * @param phoneNumberId Meta's id of the number to send from where a request names none
 * @param graphUrl base without version; Meta's when blank
 * @param apiVersion such as {@code v26.0}
 * @param responseTimeout how long Meta may be silent before an attempt counts as unknown
 */
@ConfigurationProperties("whatsapp.outbound.graph")
public record GraphSettings(
    String accessToken,
    String phoneNumberId,
    @Nullable String graphUrl,
    @DefaultValue("v26.0") String apiVersion,
    @DefaultValue("30s") Duration responseTimeout) {

  private static final String META = "https://graph.facebook.com";

  public GraphSettings {
    accessToken =
        Settings.required(
            "WHATSAPP_ACCESS_TOKEN",
            accessToken,
            "Set it to a permanent access token of a system user with whatsapp_business_messaging.");
    phoneNumberId =
        Settings.required(
            "WHATSAPP_PHONE_NUMBER_ID",
            phoneNumberId,
            "Set it to Meta's id of your number, digits; it is not the number itself.");
    Settings.check(
        phoneNumberId.chars().allMatch(c -> c >= '0' && c <= '9'),
        "WHATSAPP_PHONE_NUMBER_ID",
        "is not digits",
        "Set it to Meta's id of your number as the app dashboard shows it.");
    graphUrl = base(graphUrl);
    apiVersion = apiVersion.isBlank() ? "v26.0" : apiVersion.strip();
    Settings.check(
        apiVersion.matches("v[0-9]{1,3}\\.[0-9]{1,2}"),
        "WHATSAPP_API_VERSION",
        "is no version",
        "Leave it out for v26.0, or set it to v and two numbers with a dot.");
  }

  private static String base(@Nullable String url) {
    String base = url == null || url.isBlank() ? META : url.strip().replaceAll("/+$", "");
    try {
      URI uri = URI.create(base);
      Settings.check(
          Authority.of(uri).isPresent() && String.valueOf(uri.getScheme()).matches("https?"),
          "WHATSAPP_GRAPH_URL",
          "is no http or https address",
          "Leave it out for Meta, or set it to the base address without a version.");
      return base;
    } catch (IllegalArgumentException broken) {
      throw new InvalidSettingException(
          "WHATSAPP_GRAPH_URL", "is no URL", "Leave it out for Meta's " + META + ".");
    }
  }

  String messagesUrl(String sender) {
    return graphUrl + "/" + apiVersion + "/" + sender + "/messages";
  }

  @Override
  public String toString() {
    return "GraphSettings[***]";
  }
}
