package com.livemargs.whatsapp.media.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DownloadNameTest {

  @ParameterizedTest
  @CsvSource({
    "Angebot März.pdf, Angebot März.pdf",
    "../../etc/passwd, passwd",
    "C:\\Users\\x\\a.doc, a.doc",
    ".bashrc, bashrc",
    "..., otherwise",
    "a/, otherwise",
    "'<b>|?*.txt', b.txt",
    "a%2e%2eb.txt, a2e2eb.txt"
  })
  void nameIsTheLastPartWithoutWhatSteers(String senders, String name) {
    assertThat(DownloadName.of(senders, "otherwise")).isEqualTo(name);
  }

  @Test
  void directionMarksAndControlsGo() {
    assertThat(DownloadName.of("invoice\u202efdp.exe\r\n\t", "x")).isEqualTo("invoicefdp.exe");
  }

  @Test
  void longNameKeepsItsExtension() {
    assertThat(DownloadName.of("a".repeat(500) + ".pdf", "x")).hasSize(150).endsWith("a.pdf");
  }

  @Test
  void longNameIsNotCutWithinACharacter() {
    assertThat(DownloadName.of("a".repeat(145) + "😀".repeat(50) + ".pdf", "x"))
        .isEqualTo("a".repeat(145) + ".pdf");
  }
}
