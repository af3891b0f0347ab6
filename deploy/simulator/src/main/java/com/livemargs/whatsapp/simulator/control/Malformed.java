package com.livemargs.whatsapp.simulator.control;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bodies that no receiver should choke on; each is signed like any other. */
enum Malformed {
  /** No bytes at all. */
  EMPTY,
  /** Plain words. */
  NOT_JSON,
  /** A webhook that ends in the middle. */
  TRUNCATED,
  /** A byte that is not UTF-8, inside an otherwise good webhook. */
  NOT_UTF8,
  /** JSON that is an array. */
  ARRAY,
  /** JSON that is a number. */
  NUMBER,
  /** A webhook without entries. */
  NO_ENTRIES,
  /** A webhook of another product. */
  WRONG_OBJECT,
  /** Good and odd items side by side. */
  ODD_ITEMS,
  /** Ten thousand brackets deep. */
  DEEP,
  /** One byte over 4 MiB. */
  TOO_LARGE;

  private static final String GOOD =
      """
      {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages",\
      "value":{"messaging_product":"whatsapp","metadata":{"phone_number_id":"1"},"messages":[\
      {"from":"4915550100000","id":"wamid.malformed","timestamp":"1780300800","type":"text",\
      "text":{"body":"?"}}%s]}}]}]}""";

  byte[] body() {
    return switch (this) {
      case EMPTY -> new byte[0];
      case NOT_JSON -> utf8("<html>not json</html>");
      case TRUNCATED -> Arrays.copyOf(utf8(good("")), 200);
      case NOT_UTF8 -> notUtf8();
      case ARRAY -> utf8("[]");
      case NUMBER -> utf8("1");
      case NO_ENTRIES -> utf8("{\"object\":\"whatsapp_business_account\",\"entry\":[]}");
      case WRONG_OBJECT -> utf8("{\"object\":\"page\",\"entry\":[{\"id\":\"1\",\"changes\":[]}]}");
      case ODD_ITEMS -> utf8(good(",null,7,\"text\",[],{},{\"id\":5},{\"type\":\"text\"}"));
      case DEEP -> utf8("[".repeat(10_000) + "]".repeat(10_000));
      case TOO_LARGE -> utf8("{\"a\":\"" + "x".repeat((4 << 20) - 7) + "\"}");
    };
  }

  private static String good(String more) {
    return GOOD.formatted(more);
  }

  private static byte[] notUtf8() {
    byte[] bytes = utf8(good(""));
    bytes[new String(bytes, StandardCharsets.US_ASCII).indexOf('?')] = (byte) 0xff;
    return bytes;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
