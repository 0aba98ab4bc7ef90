package org.lianbao.sandbox.power;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lianbao.sandbox.desk.Papers;
import org.lianbao.sandbox.desk.Papers.Paper;
import org.lianbao.sandbox.web.Download;
import org.lianbao.shared.Digest;
import org.w3c.dom.Element;

/** The materials of an application: each fetched by its WJDZ and compared with its WJZY. */
final class PowerPapers {

  private final Download download = new Download();
  private final Papers papers = new Papers();

  /**
   * Fetches them all; the kinds (CLLX) of those that cannot be read or are not what was signed.
   *
   * @throws UncheckedIOException if nobody answers there, which is worth another try
   */
  List<String> fetch(String orderNo, Element application) {
    var unread = new ArrayList<String>();
    var read = new ArrayList<Paper>();
    var materials = application.getElementsByTagName("CL");
    for (var i = 0; i < materials.getLength(); i++) {
      var material = (Element) materials.item(i);
      var content = content(Soap.text(material, "WJDZ"));
      if (Digest.matches(Soap.text(material, "WJZY"), Digest.sm3(content))) {
        read.add(Paper.of(Soap.text(material, "WJMC"), content));
      } else {
        unread.add(Soap.text(material, "CLLX"));
      }
    }
    papers.keep(orderNo, read);
    return unread;
  }

  private byte[] content(String link) {
    try {
      return download.get(link).orElse(new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Map<String, List<Paper>> view() {
    return papers.view();
  }
}
