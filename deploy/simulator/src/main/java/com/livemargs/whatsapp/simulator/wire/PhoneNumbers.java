package com.livemargs.whatsapp.simulator.wire;

import java.util.Optional;
import java.util.regex.Pattern;

/** How Meta reads what stands in {@code to}, and what it calls the same person. */
public final class PhoneNumbers {

  private static final Pattern WRITTEN = Pattern.compile("\\+?[0-9 ()\\-.]{1,40}");
  private static final Pattern BRAZIL_MOBILE = Pattern.compile("55(\\d{2})9(\\d{8})");
  private static final Pattern MEXICO = Pattern.compile("52(\\d{10})");
  private static final Pattern BSUID = Pattern.compile("[A-Z]{2}\\.(ENT\\.)?[A-Za-z0-9]{1,128}");

  private PhoneNumbers() {}

  /**
   * The digits with country code, or nothing when it is no phone number.
   *
   * @param countryCode what goes before a number without {@code +}; empty takes it as it is
   */
  public static Optional<String> digits(String written, String countryCode) {
    if (!WRITTEN.matcher(written).matches()) {
      return Optional.empty();
    }
    String bare = written.replaceAll("\\D", "");
    String digits = written.startsWith("+") ? bare : countryCode + bare;
    boolean possible = digits.length() >= 5 && digits.length() <= 15 && !digits.startsWith("0");
    return possible ? Optional.of(digits) : Optional.empty();
  }

  /**
   * What Meta calls the person behind these digits: one digit less in Brazil, one more in Mexico.
   */
  public static String waId(String digits) {
    var brazil = BRAZIL_MOBILE.matcher(digits);
    if (brazil.matches()) {
      return "55" + brazil.group(1) + brazil.group(2);
    }
    var mexico = MEXICO.matcher(digits);
    return mexico.matches() ? "521" + mexico.group(1) : digits;
  }

  /** Whether this is a business-scoped user id, or the parent of one. */
  public static boolean isUserId(String id) {
    return BSUID.matcher(id).matches();
  }
}
