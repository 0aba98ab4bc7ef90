package org.lianbao.sandbox.traffic;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lianbao.shared.Digest;
import org.w3c.dom.Element;

/**
 * An application as the police read it.
 *
 * @param xh the hub's order number
 * @param digest SM3 of what it says
 * @param files the digest of each file beside it, by name
 */
record TrafficApplication(String xh, String digest, Map<String, String> files) {

  private static final List<String> REQUIRED =
      List.of("XH", "JSDW", "SGDW", "SGDD", "ZDFW", "KSSJ", "JSSJ", "SFJT");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd HHmmss").withResolverStyle(ResolverStyle.STRICT);

  /**
   * Checks a file's content.
   *
   * @throws FerryFile.Unusable naming the attributes at fault; no value is quoted
   */
  static TrafficApplication read(String fileName, Element root) throws FerryFile.Unusable {
    if (!root.getTagName().equals("JTSG")) {
      throw new FerryFile.Unusable("根元素应为 JTSG");
    }
    var missing = REQUIRED.stream().filter(name -> root.getAttribute(name).isBlank()).toList();
    if (!missing.isEmpty()) {
      throw new FerryFile.Unusable("属性缺失:" + String.join(",", missing));
    }
    var wrong = wrong(fileName, root);
    if (!wrong.isEmpty()) {
      throw new FerryFile.Unusable("属性不符:" + String.join(",", wrong));
    }
    return new TrafficApplication(root.getAttribute("XH"), digest(root), files(root));
  }

  private static List<String> wrong(String fileName, Element root) {
    var wrong = new ArrayList<String>();
    var attributes = root.getAttributes();
    for (var i = 0; i < attributes.getLength(); i++) {
      if (!REQUIRED.contains(attributes.item(i).getNodeName())) {
        wrong.add(attributes.item(i).getNodeName());
      }
    }
    if (!fileName.equals("JTSG_SQ_" + root.getAttribute("XH") + ".xml")) {
      wrong.add("XH");
    }
    var start = time(root.getAttribute("KSSJ"));
    var end = time(root.getAttribute("JSSJ"));
    if (start.isEmpty()) {
      wrong.add("KSSJ");
    }
    if (end.isEmpty() || start.isPresent() && end.get().isBefore(start.get())) {
      wrong.add("JSSJ");
    }
    if (!root.getAttribute("SFJT").matches("[01]")) {
      wrong.add("SFJT");
    }
    var files = root.getElementsByTagName("*");
    for (var i = 0; i < files.getLength(); i++) {
      var file = (Element) files.item(i);
      if (!file.getTagName().equals("FJ")
          || !file.getAttribute("MC").matches("[^./\\\\][^/\\\\]{0,119}")
          || !file.getAttribute("ZY").matches("[0-9a-fA-F]{64}")) {
        wrong.add(file.getTagName());
      }
    }
    return wrong;
  }

  private static Map<String, String> files(Element root) {
    var named = new LinkedHashMap<String, String>();
    var files = root.getElementsByTagName("FJ");
    for (var i = 0; i < files.getLength(); i++) {
      var file = (Element) files.item(i);
      named.put(file.getAttribute("MC"), file.getAttribute("ZY"));
    }
    return named;
  }

  private static String digest(Element root) {
    var said = new StringBuilder();
    describe(root, said);
    var files = root.getElementsByTagName("FJ");
    for (var i = 0; i < files.getLength(); i++) {
      describe((Element) files.item(i), said);
    }
    return Digest.sm3(said.toString());
  }

  private static void describe(Element element, StringBuilder said) {
    var sorted = new TreeMap<String, String>();
    var attributes = element.getAttributes();
    for (var i = 0; i < attributes.getLength(); i++) {
      sorted.put(attributes.item(i).getNodeName(), attributes.item(i).getNodeValue());
    }
    said.append(element.getTagName()).append(sorted).append('\n');
  }

  private static Optional<LocalDateTime> time(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text, TIME));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
