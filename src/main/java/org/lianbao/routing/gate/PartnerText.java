package org.lianbao.routing.gate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import org.lianbao.shared.Digest;
import org.lianbao.shared.LineDifference;

/**
 * All files of one partner at one moment.
 *
 * @param files by path, such as {@code routes/acme/partner.yaml}
 */
record PartnerText(String slug, SortedMap<String, byte[]> files) {

  private static final int LONGEST_DIFFERENCE = 60_000;
  private static final String EXAMPLES = "/examples/";

  boolean isEmpty() {
    return files.isEmpty();
  }

  /** The same for the same names and bytes, and for nothing else; {@code null} of no files. */
  String digest() {
    if (isEmpty()) {
      return null;
    }
    var all = new ByteArrayOutputStream();
    files.forEach(
        (path, bytes) ->
            all.writeBytes(
                (path + "\n" + Digest.sm3(bytes) + "\n").getBytes(StandardCharsets.UTF_8)));
    return Digest.sm3(all.toByteArray());
  }

  boolean sameAs(PartnerText other) {
    return files.keySet().equals(other.files.keySet())
        && files.entrySet().stream()
            .allMatch(file -> Arrays.equals(file.getValue(), other.files.get(file.getKey())));
  }

  /** Whether these two differ in what maps, beyond examples and routes. */
  boolean mapsLike(PartnerText other) {
    var paths = new TreeSet<>(files.keySet());
    paths.addAll(other.files.keySet());
    return paths.stream()
        .filter(path -> path.startsWith("mappings/") && !path.contains(EXAMPLES))
        .allMatch(path -> Arrays.equals(files.get(path), other.files.get(path)));
  }

  /** Line by line what the other text has differently; of examples only the names. */
  String difference(PartnerText other) {
    var text = new StringBuilder();
    var paths = new TreeSet<>(files.keySet());
    paths.addAll(other.files.keySet());
    for (var path : paths) {
      if (!Arrays.equals(files.get(path), other.files.get(path))) {
        text.append(files.containsKey(path) ? "--- " : "--- (none) ").append(path).append('\n');
        if (!other.files.containsKey(path)) {
          text.append("+++ (none)\n");
        } else if (!path.contains(EXAMPLES)) {
          lines(path, other).forEach(line -> text.append(line).append('\n'));
        }
      }
      if (text.length() > LONGEST_DIFFERENCE) {
        return text.substring(0, LONGEST_DIFFERENCE) + "\n…\n";
      }
    }
    return text.toString();
  }

  private List<String> lines(String path, PartnerText other) {
    return LineDifference.between(lines(files.get(path)), lines(other.files.get(path)));
  }

  private static List<String> lines(byte[] bytes) {
    return bytes == null
        ? List.of()
        // The database keeps no zero characters.
        : new String(bytes, StandardCharsets.UTF_8).replace('\0', '?').lines().toList();
  }
}
