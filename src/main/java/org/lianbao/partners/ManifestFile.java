package org.lianbao.partners;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.lianbao.shared.Finding;
import org.lianbao.shared.Json;
import org.lianbao.shared.YamlSchema;
import org.lianbao.shared.YamlText;

/**
 * A manifest as it was read, with what is wrong with it by itself. What the keys may hold is said
 * by {@code routes/_shared/partner.schema.json}, which ships in the jar.
 */
record ManifestFile(String slug, YamlText yaml, RetryPolicies policies, List<Finding> findings) {

  private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9-]{1,39}");
  private static final Pattern FOREIGN_HOST =
      Pattern.compile("://(?!127\\.0\\.0\\.1|localhost|\\[::1]|\\$\\{)");
  private static final Set<String> GENERATED =
      Set.of("secret", "ssh-key", "sm4-key", "sm2-key", "sm2-partner-key");
  private static final JsonNode SCHEMA_TEXT = schema();
  private static final YamlSchema SCHEMA = YamlSchema.of(SCHEMA_TEXT);
  private static final YamlSchema POLICIES = YamlSchema.of(policies(SCHEMA_TEXT));

  /** Reads the manifest of one folder; {@code shown} is how findings call the file. */
  static ManifestFile read(Path folder, String shown) {
    var slug = folder.getFileName().toString();
    try {
      var yaml = YamlText.read(folder.resolve(Manifest.FILE), shown);
      var findings = new ArrayList<>(SCHEMA.check(yaml));
      name(slug, yaml, findings);
      settings(yaml, findings);
      files(yaml, findings);
      var policies = RetryPolicies.beside(folder, POLICIES);
      retry(yaml, policies, findings);
      if (findings.isEmpty()) {
        findings.addAll(PaceText.check(yaml));
        findings.addAll(SilenceText.check(yaml));
        findings.addAll(TablesCheck.check(yaml));
      }
      return new ManifestFile(slug, yaml, policies, List.copyOf(findings));
    } catch (YamlText.Unreadable e) {
      var empty = YamlText.parse(shown, "");
      return new ManifestFile(slug, empty, null, List.of(e.finding()));
    }
  }

  /** The partner; only where there are no findings. */
  Partner partner() {
    var text = yaml.tree().<ObjectNode>deepCopy();
    if (text.path("retry").isTextual()) {
      text.set("retry", policies.byName().get(text.get("retry").asText()));
    }
    return Json.as(text, Manifest.class).toPartner(slug);
  }

  private static void retry(YamlText yaml, RetryPolicies policies, List<Finding> findings) {
    var name = yaml.tree().path("retry");
    if (!name.isTextual()) {
      return;
    }
    findings.addAll(policies.findings());
    if (policies.findings().isEmpty() && !policies.byName().has(name.asText())) {
      findings.add(
          yaml.finding(
              "/retry",
              "没有名为 " + name.asText() + " 的重试策略",
              "there is no retry policy named " + name.asText(),
              "写 " + policies.names() + " 之一，或加进 routes/_shared/retry.yaml",
              "take one of " + policies.names() + ", or add it to routes/_shared/retry.yaml"));
    }
  }

  private static void name(String slug, YamlText yaml, List<Finding> findings) {
    if (!SLUG.matcher(slug).matches()) {
      findings.add(
          yaml.finding(
              "",
              "文件夹名不合要求：" + slug,
              "the folder's name does not fit: " + slug,
              "改为 2 至 40 个小写字母、数字和连字符，以字母开头",
              "take 2 to 40 lower-case letters, digits and hyphens, a letter first"));
    }
  }

  private static void settings(YamlText yaml, List<Finding> findings) {
    for (var setting : yaml.tree().path("settings").properties()) {
      var at = "/settings/" + setting.getKey() + "/sandbox";
      var value = setting.getValue().path("sandbox");
      var kind = setting.getValue().path("kind").asText("text");
      if (value.isTextual() && GENERATED.contains(kind)) {
        findings.add(
            yaml.finding(
                at,
                "密钥不能写在文件里",
                "a secret does not stand in a file",
                "删去 sandbox，首次启动时会生成；正式值写在 data/partners.yaml",
                "remove sandbox: the first start makes one; the real one goes into data/partners.yaml"));
      } else if (value.isTextual() && FOREIGN_HOST.matcher(value.textValue()).find()) {
        findings.add(
            yaml.finding(
                at,
                "sandbox 写了外部主机",
                "sandbox names a host outside this machine",
                "只写 127.0.0.1；正式地址写在 data/partners.yaml",
                "write 127.0.0.1; the real address goes into data/partners.yaml"));
      }
      oneOf(yaml, at, setting.getValue(), findings);
    }
  }

  private static void oneOf(YamlText yaml, String at, JsonNode setting, List<Finding> findings) {
    var allowed = new ArrayList<String>();
    setting.path("oneOf").forEach(value -> allowed.add(value.asText()));
    if (!allowed.isEmpty() && !allowed.contains(setting.path("sandbox").asText(null))) {
      findings.add(
          yaml.finding(
              at,
              "sandbox 不是可取的值",
              "sandbox is none of the values the setting may have",
              "写其中之一：" + String.join("、", allowed),
              "write one of " + String.join(", ", allowed)));
    }
  }

  /** What the schema cannot say of the key {@code attachments}: how its parts fit each other. */
  private static void files(YamlText yaml, List<Finding> findings) {
    var files = yaml.tree().path("attachments");
    if (!files.isObject() || !findings.isEmpty()) {
      return;
    }
    var text = Json.as(files, Manifest.FilesText.class).toFiles();
    if (!text.required().stream().allMatch(text::takes)) {
      findings.add(
          yaml.finding(
              "/attachments/required",
              "必需的材料不在接收的材料之列",
              "a required material is not among those it takes",
              "加进 materials，或从 required 删去",
              "add it to materials, or take it out of required"));
    }
    if (text.as() == Partner.Files.As.INLINE && text.largest() > Manifest.LARGEST) {
      findings.add(
          yaml.finding(
              "/attachments/largest",
              "内嵌的文件合计不能超过 10MB",
              "files inside the order can be 10MB together at the most",
              "改为 10MB 以内，或改用 upload、link、beside",
              "give 10MB or less, or take upload, link or beside"));
    }
    if (text.as() != Partner.Files.As.NONE && !sees(yaml, "/application/attachments")) {
      findings.add(
          yaml.finding(
              "/attachments",
              "接收附件，却看不到附件一栏",
              "it takes files but does not see which there are",
              "在 sees 下加上 /application/attachments",
              "add /application/attachments under sees"));
    }
  }

  private static boolean sees(YamlText yaml, String pointer) {
    for (var seen : yaml.tree().path("sees")) {
      var path = seen.asText().replaceFirst("\\[[^\\]]*]$", "");
      if (path.equals(pointer) || pointer.startsWith(path + "/")) {
        return true;
      }
    }
    return false;
  }

  private static JsonNode schema() {
    try (var in = ManifestFile.class.getResourceAsStream("/partners/partner.schema.json")) {
      return Json.mapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("partner.schema.json cannot be read", e);
    }
  }

  /**
   * What {@code routes/_shared/retry.yaml} may hold: the same as the manifest's own key, by name.
   */
  private static JsonNode policies(JsonNode manifest) {
    var schema = Json.mapper().createObjectNode().put("type", "object");
    schema.putObject("additionalProperties").put("$ref", "#/$defs/retry");
    return schema.set("$defs", manifest.get("$defs"));
  }

  /** What stands in the manifest under this key, a missing node if nothing does. */
  JsonNode at(String pointer) {
    return yaml.tree().at(pointer);
  }
}
