package com.livemargs.whatsapp.media.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileTypesTest {

  private static final String DOCX =
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

  @ParameterizedTest
  @CsvSource({
    // what is declared chooses among the types that a container may hold
    "504b0304, " + DOCX + ", , " + DOCX + ", docx",
    "504b0304, , Angebot.xlsx, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, xlsx",
    "504b0304, application/octet-stream, a.zip, application/zip, zip",
    "d0cf11e0a1b11ae1, application/msword, , application/msword, doc",
    "d0cf11e0a1b11ae1, application/vnd.ms-excel, , application/vnd.ms-excel, xls",
    "000000206674797069736f6d, audio/mp4, , audio/mp4, m4a",
    "000000206674797069736f6d, , , video/mp4, mp4",
    "00000020667479707174202000, , , video/quicktime, mov",
    "4f67675300020000000000000000aabbccdd00000000eeff112201134f70757348656164, , , audio/ogg, ogg",
    "fff15080, audio/aac, , audio/aac, aac",
    "fffb9064000f, audio/mpeg, , audio/mpeg, mp3",
    // and never makes something else of the bytes
    "504b0304, image/jpeg, a.jpg, application/zip, zip",
    "504b0304, text/html, a.html, application/zip, zip",
    "4d5a9000, application/pdf, invoice.pdf, application/x-msdownload, exe",
    "ffd8ffe0, text/html, a.html, image/jpeg, jpg",
    "474946383961, application/javascript, a.js, image/gif, gif",
    "0001020384ff9911, audio/aac, a.aac, application/octet-stream, bin",
    "0001020384ff9911, no type at all, , application/octet-stream, bin",
    // nor a type that no header can carry
    "504b0304, application/*+zip, , application/zip, zip",
    "504b0304, application/x{1}+zip, , application/zip, zip",
    "504b0304, application/ü+zip, , application/zip, zip",
  })
  void bytesDecideAndHintsOnlyChooseWithin(
      String head, String declared, String name, String type, String extension) {
    byte[] bytes = Arrays.copyOf(HexFormat.of().parseHex(head), 2_000);

    assertThat(FileTypes.detect(bytes, declared, name)).isEqualTo(type);
    assertThat(FileTypes.extension(type)).isEqualTo(extension);
  }

  @Test
  void declaredTypeIsAsLongAsATypeMayBe() {
    byte[] zip = Arrays.copyOf(HexFormat.of().parseHex("504b0304"), 2_000);
    String longest = "application/" + "a".repeat(123) + "+zip";

    assertThat(FileTypes.detect(zip, longest, null)).isEqualTo(longest);
    assertThat(FileTypes.detect(zip, longest.replace("+", "a+"), null))
        .isEqualTo("application/zip");
  }

  @ParameterizedTest
  @CsvSource({
    "some words, , text/plain, txt",
    "some words, text/html, text/plain, txt",
    "some words, image/jpeg, text/plain, txt",
    "'a,b', text/csv, text/csv, csv",
    "<!DOCTYPE html><html></html>, image/jpeg, text/html, html",
    "'', image/jpeg, application/octet-stream, bin"
  })
  void textIsTextUnlessItShowsMore(String text, String declared, String type, String extension) {
    assertThat(
            FileTypes.detect(
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8), declared, null))
        .isEqualTo(type);
    assertThat(FileTypes.extension(type)).isEqualTo(extension);
  }
}
