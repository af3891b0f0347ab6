package com.livemargs.whatsapp.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.testkit.SignedWebhook;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SignatureVerifierTest {

  private static final byte[] BODY =
      "{\"object\":\"whatsapp_business_account\",\"entry\":[]}".getBytes(UTF_8);
  private static final String SIGNED =
      "sha256=dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756";
  private static final String SPACED =
      "sha256=56cbbaf4961c6cfdae48b7f116c047e5eb513d2c931baae63a2bc1afd26f803a";

  private final SignatureVerifier verifier =
      new SignatureVerifier(List.of("another_secret", "test_app_secret"));

  @Test
  void bytesThatOneOfTheSecretsSignedAreTaken() {
    byte[] spaced = "{\"object\": \"whatsapp_business_account\", \"entry\": []}".getBytes(UTF_8);

    assertThat(verifier.isSigned(List.of(SIGNED), BODY)).isTrue();
    assertThat(verifier.isSigned(List.of(SPACED), spaced)).isTrue();
    assertThat(verifier.isSigned(List.of(SignedWebhook.sign("another_secret", BODY)), BODY))
        .isTrue();
  }

  @Test
  void theSameJsonInOtherBytesIsNotTheSameBody() {
    assertThat(verifier.isSigned(List.of(SPACED), BODY)).isFalse();
  }

  static Stream<List<String>> forged() {
    String hex = SIGNED.substring("sha256=".length());
    return Stream.of(
        List.of(),
        List.of(""),
        List.of(hex),
        List.of("sha1=" + hex),
        List.of("SHA256=" + hex),
        List.of("sha256=" + hex.toUpperCase(Locale.ROOT)),
        List.of(SIGNED + "00"),
        List.of(SIGNED.substring(0, SIGNED.length() - 1)),
        List.of(SIGNED.substring(0, SIGNED.length() - 1) + "7"),
        List.of(" " + SIGNED),
        List.of(SIGNED + "\n"),
        List.of(SIGNED + "," + SIGNED),
        List.of(SIGNED, SIGNED),
        List.of(SignedWebhook.sign("nobodys_secret", BODY)),
        List.of("sha256=" + "0".repeat(64)));
  }

  @ParameterizedTest
  @MethodSource("forged")
  void forgedSignaturesAreRefused(List<String> headers) {
    assertThat(verifier.isSigned(headers, BODY)).isFalse();
  }
}
