package org.lianbao.mapping;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.lianbao.shared.Finding;

/**
 * Checks the mapping folder of one partner: every mapping compiles, has an example and asks for
 * nothing that is not there; every example holds; the code tables are well-formed.
 */
public final class MappingCheck {

  private static final Pattern SETTING = Pattern.compile("\\$setting\\(\\s*\"([^\"]*)\"");
  private static final Pattern PRIVATE_KEY = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY");

  private final PartnerMappings mappings;
  private final Set<String> settings;
  private final List<Finding> findings = new ArrayList<>();
  private final TableUse tables = new TableUse();

  /**
   * Prepares a check.
   *
   * @param settings the keys that the manifest declares; {@code null} where it cannot be read
   */
  public MappingCheck(PartnerMappings mappings, Set<String> settings) {
    this.mappings = mappings;
    this.settings = settings;
  }

  /** Everything that is wrong in the folder. */
  public List<Finding> findings() {
    findings.clear();
    for (var file : mappings.files()) {
      mapping(file);
    }
    new CodeTableCheck(mappings, tables, findings).check();
    examples();
    return List.copyOf(findings);
  }

  private void mapping(String file) {
    var name = mappings.partner() + "/" + file;
    try {
      var text = Strict.decode(bytes(mappings.path(file)), StandardCharsets.UTF_8);
      if (file.endsWith(".ftlx")) {
        XmlTemplate.compile(name, text);
      } else {
        Expression.compile(name, text);
        tables.read(mappings.shown(file), text);
      }
      references(file, text);
    } catch (MappingFault e) {
      findings.add(
          fault(
              mappings.shown(file),
              e,
              "映射无法编译",
              "the mapping does not compile",
              "改正这一行的写法",
              "mend the expression on this line"));
    }
  }

  /** A twin also has the halves of keys that the hub itself keeps for it. */
  private boolean declared(String file, String key) {
    return settings.contains(key)
        || (file.startsWith("twin-")
            && settings.contains(key.replaceFirst("-(public|private)$", "")));
  }

  private void references(String file, String text) {
    var asked = SETTING.matcher(text);
    while (asked.find()) {
      if (settings != null && !declared(file, asked.group(1))) {
        findings.add(
            Finding.of(
                mappings.shown(file),
                TableUse.line(text, asked.start()),
                "清单里没有参数 " + asked.group(1),
                "the manifest declares no setting " + asked.group(1),
                "在 partner.yaml 的 settings 下补上，或改正键名",
                "declare it under settings in partner.yaml, or mend the key"));
      }
    }
    var key = PRIVATE_KEY.matcher(text);
    if (key.find()) {
      findings.add(
          Finding.of(
              mappings.shown(file),
              TableUse.line(text, key.start()),
              "文件里有私钥",
              "a private key stands in the file",
              "改为参数，用 $setting 读取；并更换这把密钥",
              "make it a setting, read by $setting; and replace this key"));
    }
  }

  private void examples() {
    var shown = new HashSet<String>();
    for (var folder : mappings.exampleFolders()) {
      try {
        var example = Example.read(folder);
        shown.add(example.mapping());
        holds(example);
      } catch (Example.Broken e) {
        findings.add(e.finding());
      }
    }
    for (var file : mappings.files()) {
      if (!shown.contains(file)) {
        findings.add(
            Finding.of(
                mappings.shown(file),
                1,
                "没有样例",
                "the mapping has no example",
                "在 mappings/" + mappings.partner() + "/examples/ 下加一个",
                "add one under mappings/" + mappings.partner() + "/examples/"));
      }
    }
  }

  private void holds(Example example) {
    try {
      var given = mappings.run(example);
      var at = example.difference(given);
      if (at >= 0) {
        var expected = example.expectedBytes();
        findings.add(
            Finding.of(
                example.shown(example.expected()),
                lineAt(expected, at),
                "输出与样例不一致，自第 " + (at + 1) + " 个字节起",
                "the output differs from the example from byte " + (at + 1) + " on",
                "看差异：" + command(example),
                "see the difference: " + command(example)));
      }
    } catch (MappingFault e) {
      findings.add(
          fault(
              example.shown(example.input()),
              e,
              "样例 " + example.name() + " 无法转换",
              "example " + example.name() + " cannot be mapped",
              "看详情：" + command(example),
              "see more: " + command(example)));
    }
  }

  private static String command(Example example) {
    return "./lianbao try %s %s %s --diff"
        .formatted(example.partner(), example.mapping(), example.name());
  }

  private static int lineAt(byte[] text, int at) {
    var line = 1;
    for (var i = 0; i < Math.min(at, text.length); i++) {
      line += text[i] == '\n' ? 1 : 0;
    }
    return line;
  }

  private static Finding fault(
      String otherwise, MappingFault e, String zh, String en, String mendZh, String mendEn) {
    var place = e.place();
    var file = place.map(p -> "mappings/" + p.file()).orElse(otherwise);
    var line = place.map(MappingFault.Place::line).orElse(1);
    var why =
        place.map(p -> "第 %d 列 %s".formatted(p.column(), p.reason())).orElseGet(e::getMessage);
    var whyEn =
        place.map(p -> "column %d: %s".formatted(p.column(), p.reason())).orElseGet(e::getMessage);
    return Finding.of(file, line, zh + "：" + why, en + ": " + whyEn, mendZh, mendEn);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new MappingFault("the file cannot be read", e);
    }
  }
}
