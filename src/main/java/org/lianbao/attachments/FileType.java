package org.lianbao.attachments;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A kind of file by its endings, its media types and the bytes it begins with. */
enum FileType {
  PDF("%PDF-", List.of("pdf"), "application/pdf"),
  JPG("\u00ff\u00d8\u00ff", List.of("jpg", "jpeg"), "image/jpeg", "image/jpg"),
  PNG("\u0089PNG\r\n\u001a\n", List.of("png"), "image/png"),
  TIF("II*\0|MM\0*", List.of("tif", "tiff"), "image/tiff"),
  OFD("PK\3\4", List.of("ofd"), "application/ofd"),
  DOCX(
      "PK\3\4",
      List.of("docx"),
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
  XLSX(
      "PK\3\4",
      List.of("xlsx"),
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

  /** As many bytes as any of them needs to be known. */
  static final int HEAD = 8;

  private static final String ANY = "application/octet-stream";

  private final List<String> beginnings;
  private final List<String> endings;
  private final List<String> mimes;

  FileType(String beginnings, List<String> endings, String... mimes) {
    this.beginnings = List.of(beginnings.split("\\|"));
    this.endings = endings;
    this.mimes = List.of(mimes);
  }

  /**
   * The kind a form declares by a file's name and media type; empty if neither is known or the two
   * differ.
   */
  static Optional<FileType> declared(String fileName, String mime) {
    var ending = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    var named = Arrays.stream(values()).filter(it -> it.endings.contains(ending)).findFirst();
    if (mime == null || mime.isBlank() || mime.equalsIgnoreCase(ANY)) {
      return named;
    }
    var media = mime.split(";")[0].strip().toLowerCase(Locale.ROOT);
    var typed = Arrays.stream(values()).filter(it -> it.mimes.contains(media)).findFirst();
    return named.isEmpty() || named.equals(typed) ? typed : Optional.empty();
  }

  /** The kind of a media type of {@link #mime}. */
  static Optional<FileType> of(String mime) {
    return Arrays.stream(values()).filter(it -> it.mimes.contains(mime)).findFirst();
  }

  /** Whether a file that begins with these bytes can be of this kind. */
  boolean fits(byte[] head) {
    return beginnings.stream().anyMatch(beginning -> beginsWith(head, beginning));
  }

  private static boolean beginsWith(byte[] head, String beginning) {
    if (head.length < beginning.length()) {
      return false;
    }
    for (var i = 0; i < beginning.length(); i++) {
      if ((head[i] & 0xff) != beginning.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  String mime() {
    return mimes.get(0);
  }

  String ending() {
    return endings.get(0);
  }
}
