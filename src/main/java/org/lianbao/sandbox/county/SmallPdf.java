package org.lianbao.sandbox.county;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A PDF of one page with one line of text (ISO 32000-1), always the same for the same text. */
final class SmallPdf {

  private SmallPdf() {}

  /** The page of this material; the text is ASCII. */
  static byte[] saying(String material) {
    var page = "BT /F1 24 Tf 72 720 Td (Sandbox material " + material + ") Tj ET";
    var objects =
        List.of(
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
                + " /Resources << /Font << /F1 5 0 R >> >> >>",
            "<< /Length " + page.length() + " >>\nstream\n" + page + "\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    var text = new StringBuilder("%PDF-1.4\n");
    var offsets = new ArrayList<Integer>();
    for (var object : objects) {
      offsets.add(text.length());
      text.append(offsets.size()).append(" 0 obj\n").append(object).append("\nendobj\n");
    }
    var table = text.length();
    var count = offsets.size() + 1;
    text.append("xref\n0 ").append(count).append("\n0000000000 65535 f \n");
    offsets.forEach(at -> text.append(String.format(Locale.ROOT, "%010d 00000 n \n", at)));
    text.append("trailer\n<< /Size ").append(count).append(" /Root 1 0 R >>\nstartxref\n");
    return text.append(table).append("\n%%EOF\n").toString().getBytes(StandardCharsets.US_ASCII);
  }
}
