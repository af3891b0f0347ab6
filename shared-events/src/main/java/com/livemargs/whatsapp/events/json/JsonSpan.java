package com.livemargs.whatsapp.events.json;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.databind.JsonNode;

/**
 * One JSON value inside a document, as the bytes that were received: what a signature covers and
 * what a record keeps. Members and elements are found by counting brackets, without parsing or
 * rewriting anything: the document is known to be sound.
 *
 * @param document the whole document, UTF-8
 * @param start first byte of the value
 * @param end byte after the value
 */
@SuppressWarnings("ArrayRecordComponent")
public record JsonSpan(byte[] document, int start, int end) {

  /**
   * The root value of a document.
   *
   * @throws NotJsonException if the bytes are not UTF-8 or not exactly one JSON value
   */
  public static JsonSpan of(byte[] document) {
    Utf8.require(document);
    try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), document)) {
      if (parser.nextToken() == null) {
        throw new NotJsonException("the body is empty");
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        throw new NotJsonException("there is more than one JSON value");
      }
      return Scan.root(document);
    } catch (JacksonException broken) {
      throw new NotJsonException("the body is not JSON");
    }
  }

  /**
   * The root value of a document that a parser has read without complaint.
   *
   * @param document one JSON value in UTF-8
   */
  public static JsonSpan ofSound(byte[] document) {
    return Scan.root(document);
  }

  /** Whether this value is an object. */
  public boolean isObject() {
    return document[start] == '{';
  }

  /** Whether this value is an array. */
  public boolean isArray() {
    return document[start] == '[';
  }

  /**
   * The members of an object in their order; none when this is no object. The last of equal names.
   */
  public Map<String, JsonSpan> members() {
    Map<String, JsonSpan> members = new LinkedHashMap<>();
    if (isObject()) {
      Scan.members(this, members::put);
    }
    return members;
  }

  /** The elements of an array; none when this is no array. */
  public List<JsonSpan> elements() {
    List<JsonSpan> elements = new ArrayList<>(4);
    if (isArray()) {
      Scan.elements(this, elements::add);
    }
    return elements;
  }

  /** A copy of the bytes of this value alone. */
  public byte[] bytes() {
    return Arrays.copyOfRange(document, start, end);
  }

  /** This value as a tree. */
  public JsonNode tree() {
    return Json.MAPPER.readTree(document, start, end - start);
  }

  /** Appends the bytes of this value. */
  public void writeTo(ByteArrayOutputStream out) {
    out.write(document, start, end - start);
  }

  @Override
  public String toString() {
    return "JsonSpan[" + (end - start) + " bytes]";
  }
}
