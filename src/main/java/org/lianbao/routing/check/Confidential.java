package org.lianbao.routing.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.lianbao.routing.check.RouteFile.Part;
import org.lianbao.shared.Finding;

/**
 * No address, account or secret stands in a route file: each is a placeholder of a setting that the
 * manifest declares. A finding names the key, never the value.
 */
final class Confidential {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^}]*)}}");
  private static final Pattern SECRET_KEY =
      Pattern.compile(
          "(?i).*(password|passwd|passphrase|secret|token|credential|privatekey|accesskey|apikey"
              + "|appkey|authorization).*|username|user|knownHostsFile|knownHosts");
  private static final Pattern NETWORK =
      Pattern.compile(
          "(https?|s?ftps?|tcp|ssl|amqps?|smtps?|imaps?|jdbc|netty[a-z-]*|mllp):(//)?(?!\\{\\{).+");
  private static final Pattern ADDRESS =
      Pattern.compile("(?<![\\d.])\\d{1,3}(\\.\\d{1,3}){3}(?![\\d.])|://[^/\\s]*@|-----BEGIN ");

  private final Map<String, Set<String>> declared;
  private final List<Finding> findings = new ArrayList<>();

  private Confidential(Map<String, Set<String>> declared) {
    this.declared = declared;
  }

  /**
   * Checks the files.
   *
   * @param declared the settings each manifest declares, by slug; a partner whose manifest cannot
   *     be read is left out
   */
  static List<Finding> check(List<RouteFile> files, Map<String, Set<String>> declared) {
    var check = new Confidential(declared);
    files.forEach(file -> file.parts().forEach(check::part));
    return check.findings;
  }

  private void part(Part part) {
    for (var entry : part.node().properties()) {
      var value = entry.getValue();
      if (value.isValueNode()) {
        text(part, entry.getKey(), value.asText());
      }
    }
  }

  private void text(Part part, String key, String text) {
    var placeholders = PLACEHOLDER.matcher(text);
    while (placeholders.find()) {
      placeholder(part, key, withoutDefault(part, key, placeholders.group(1).strip()));
    }
    if (part.pointer().endsWith("/parameters")
        && literal(text)
        && SECRET_KEY.matcher(key).matches()) {
      told(part, key, key + " 的值写在了文件里", "the value of " + key + " stands in the file");
    } else if (key.equals("name")
        && SECRET_KEY.matcher(text).matches()
        && literal(part.node().at("/expression/constant/expression").asText("{{"))) {
      told(part, "expression", text + " 的值写在了文件里", "the value of " + text + " stands in the file");
    } else if (key.equals("uri") && NETWORK.matcher(text).matches()) {
      told(part, key, "地址写在了文件里", "an address stands in the file");
    } else if (ADDRESS.matcher(text).find()) {
      told(part, key, "地址或密钥写在了文件里", "an address or a secret stands in the file");
    }
  }

  private static boolean literal(String text) {
    return !text.isEmpty() && !text.contains("{{") && !text.contains("${");
  }

  /** A default may stand behind the key, but not that of a secret. */
  private String withoutDefault(Part part, String key, String placeholder) {
    var colon = placeholder.indexOf(':');
    if (colon < 0) {
      return placeholder;
    }
    var name = placeholder.substring(0, colon);
    if (SECRET_KEY.matcher(name.replace("-", "")).matches()) {
      told(part, key, "密钥的默认值写在了文件里", "the default of a secret stands in the file");
    }
    return name;
  }

  private void placeholder(Part part, String key, String name) {
    var owner = part.file().owner();
    var prefix = "lianbao.partners." + owner + ".";
    var settings = declared.get(owner);
    if (!name.startsWith(prefix)) {
      findings.add(
          part.finding(
              key,
              "占位符 " + name + " 不是本单位的参数",
              "the placeholder " + name + " is no setting of this partner",
              "写 {{" + prefix + "…}}",
              "write {{" + prefix + "…}}"));
    } else if (settings != null && !settings.contains(name.substring(prefix.length()))) {
      findings.add(
          part.finding(
              key,
              "清单里没有参数 " + name.substring(prefix.length()),
              "the manifest declares no setting " + name.substring(prefix.length()),
              "在 partner.yaml 的 settings 下补上，或改正键名",
              "declare it under settings in partner.yaml, or mend the key"));
    }
  }

  private void told(Part part, String key, String zh, String en) {
    var example = "{{lianbao.partners." + part.file().owner() + ".…}}";
    findings.add(
        part.finding(
            key,
            zh,
            en,
            "改为占位符 " + example + "，在 partner.yaml 的 settings 下声明",
            "make it a placeholder " + example + " and declare it under settings in partner.yaml"));
  }
}
