package org.lianbao.attachments;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileTypeTest {

  @ParameterizedTest
  @CsvSource({
    "a.pdf,application/pdf,PDF",
    "a.PDF,,PDF",
    "a.jpeg,image/jpeg,JPG",
    "a.jpg,application/octet-stream,JPG",
    "营业执照,application/pdf,PDF",
    "a.b,image/png; charset=binary,PNG",
    "a.ofd,application/ofd,OFD",
    "a.docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document,DOCX"
  })
  void isDeclaredByNameAndMediaType(String name, String mime, FileType type) {
    assertThat(FileType.declared(name, mime)).contains(type);
  }

  @ParameterizedTest
  @CsvSource({
    "a.exe,",
    "pdf.exe,text/html",
    "a.pdf,image/png",
    "a.pdf,text/html",
    "a.svg,image/svg+xml"
  })
  void isNoneIfUnknownOrIfTheTwoDiffer(String name, String mime) {
    assertThat(FileType.declared(name, mime)).isEmpty();
  }

  @Test
  void isKnownByItsFirstBytes() {
    assertThat(FileType.PDF.fits("%PDF-1.7".getBytes(StandardCharsets.US_ASCII))).isTrue();
    assertThat(FileType.PDF.fits("<html>".getBytes(StandardCharsets.US_ASCII))).isFalse();
    assertThat(FileType.PDF.fits(new byte[0])).isFalse();
    assertThat(FileType.JPG.fits(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0})).isTrue();
    assertThat(FileType.TIF.fits(new byte[] {'M', 'M', 0, '*'})).isTrue();
    assertThat(FileType.OFD.fits(new byte[] {'P', 'K', 3, 4, 5})).isTrue();
  }
}
