package org.lianbao.cli;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.lianbao.partners.Partner;
import org.lianbao.routing.check.PartnerCheck;
import org.lianbao.shared.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the folders of a new partner, ready to be checked and to be filled with its own words. */
@Command(
    name = "new-partner",
    description =
        "新建单位：写出能通过 check 的路由、映射和样例 / write routes, mappings and examples of a new partner that pass check.",
    exitCodeListHeading = "%n",
    exitCodeList = {"0:已写出 / written", "2:用法不对或已有同名、同后缀、同角色 / usage, or taken already"},
    mixinStandardHelpOptions = true)
final class NewPartnerCommand implements Callable<Integer> {

  private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9-]{1,39}");
  private static final Pattern ROLE = Pattern.compile("[a-z][a-z0-9-]*(:[A-Z][A-Z0-9_]*)?");
  private static final Pattern SUFFIX = Pattern.compile("[A-Z]{1,4}");
  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}:#\"'\\[\\]{}@]{1,60}");
  private static final String KIND = "connect";

  @Mixin Folders folders;

  @Parameters(
      paramLabel = "SLUG",
      description = "文件夹名：小写字母、数字、连字符 / name of its folders: lower-case letters, digits, hyphens.")
  String slug;

  @Option(
      names = "--transport",
      required = true,
      paramLabel = "http|soap|jms|sftp|table",
      description = "对接方式 / how it is reached.")
  PartnerTemplate transport;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "角色，如 utility:DRAINAGE（默认由文件夹名得出）/ its role (default: made of the slug).")
  String role;

  @Option(names = "--name-zh", paramLabel = "NAME", description = "中文名称 / its name in Chinese.")
  String nameZh;

  @Option(names = "--name-en", paramLabel = "NAME", description = "英文名称 / its name in English.")
  String nameEn;

  @Option(
      names = "--suffix",
      paramLabel = "X",
      description = "工单号后缀，1 至 4 个大写字母 / what its order numbers end with, 1 to 4 capitals.")
  String suffix;

  @Option(names = "--json", description = "以 JSON 输出 / print JSON.")
  boolean json;

  @Override
  public Integer call() throws IOException {
    folders.require();
    var check = new PartnerCheck(folders.routes, folders.mappings);
    var known = check.slugs().stream().flatMap(each -> check.partner(each).stream()).toList();
    requireFree(known);
    var upper = slug.toUpperCase(Locale.ROOT);
    var values =
        Map.of(
            "slug", slug,
            "suffix", suffix == null ? freeSuffix(known) : suffix,
            "role", role == null ? "utility:" + upper.replace('-', '_') : role,
            "QUEUE", upper.replace('-', '_'),
            "nameZh", nameZh == null ? slug : nameZh,
            "nameEn", nameEn == null ? slug : nameEn);
    requireFreeRole(known, values.get("role"));
    var written = write(transport.files(slug, values));
    if (json) {
      told(values, written);
    } else {
      told(written);
    }
    return 0;
  }

  private void requireFree(List<Partner> known) {
    fits(SLUG, slug, "文件夹名 / slug", "2–40 lower-case letters, digits, hyphens; a letter first");
    fits(ROLE, role, "--role", "such as utility:DRAINAGE");
    fits(SUFFIX, suffix, "--suffix", "1–4 capital letters");
    fits(NAME, nameZh, "--name-zh", "at most 60 characters, none of : # @ quotes and brackets");
    fits(NAME, nameEn, "--name-en", "at most 60 characters, none of : # @ quotes and brackets");
    for (var folder : List.of(folders.routes.resolve(slug), folders.mappings.resolve(slug))) {
      if (Files.exists(folder)) {
        throw folders.usage("已有 / there is already " + folder + "：换一个名称 / choose another name");
      }
    }
    for (var partner : known) {
      if (partner.suffix().equals(suffix)) {
        throw folders.usage(
            "后缀 %s 已归 %s / the suffix belongs to %s already"
                .formatted(suffix, partner.slug(), partner.slug()));
      }
    }
  }

  private void requireFreeRole(List<Partner> known, String wanted) {
    for (var partner : known) {
      if (partner.roles().contains(wanted) && partner.takes().contains(KIND)) {
        throw folders.usage(
            "角色 %s 的 %s 工单已归 %s / orders of this role go to %s already; use --role"
                .formatted(wanted, KIND, partner.slug(), partner.slug()));
      }
    }
  }

  private void fits(Pattern pattern, String value, String what, String rule) {
    if (value != null && !pattern.matcher(value).matches()) {
      throw folders.usage("%s 不合要求 / does not fit: %s (%s)".formatted(what, value, rule));
    }
  }

  /** The shortest run of the slug's letters that nobody has. */
  private String freeSuffix(List<Partner> known) {
    Set<String> taken = new HashSet<>();
    known.forEach(partner -> taken.add(partner.suffix()));
    var letters = slug.replaceAll("[^a-z]", "").toUpperCase(Locale.ROOT);
    for (var length = 1; length <= Math.min(4, letters.length()); length++) {
      if (!taken.contains(letters.substring(0, length))) {
        return letters.substring(0, length);
      }
    }
    throw folders.usage("请给出 --suffix / give a --suffix: those of the name's letters are taken");
  }

  private List<Path> write(Map<String, byte[]> files) throws IOException {
    var written = new ArrayList<Path>();
    for (var file : files.entrySet()) {
      var below = file.getKey().substring(file.getKey().indexOf('/') + 1);
      var root = file.getKey().startsWith("routes/") ? folders.routes : folders.mappings;
      PartnerTemplate.write(root.resolve(below), file.getValue());
      written.add(root.resolve(below));
    }
    return written;
  }

  private void told(Map<String, String> values, List<Path> written) {
    var document = Json.mapper().createObjectNode();
    List.of("slug", "suffix", "role").forEach(key -> document.put(key, values.get(key)));
    var files = document.putArray("files");
    written.forEach(file -> files.add(file.normalize().toString()));
    folders.command.commandLine().getOut().println(document.toPrettyString());
  }

  private void told(List<Path> written) throws IOException {
    var out = folders.command.commandLine().getOut();
    written.stream()
        .filter(file -> !file.toString().contains("examples"))
        .forEach(file -> out.println("  " + file.normalize()));
    out.printf(
        """

        已写出 %d 个文件 / files written. 接下来 / next:
          1. 把 mappings/%s/examples/ 换成对方接口文档里的真实报文 / put the partner's real messages into the examples
          2. 改映射和路由，随改随查 / change mappings and routes, and look as you go:
               ./lianbao check %s
               ./lianbao try %s order order --diff
               ./lianbao conform %s
          3. 生效，再在 data/partners.yaml 里改成对方的参数 / apply, and put the partner's own values into data/partners.yaml:
               ./lianbao apply %s
        %s
        """,
        written.size(), slug, slug, slug, slug, slug, settings());
  }

  /** What the hub needs to know of the new partner, as YAML. */
  private String settings() throws IOException {
    var manifest =
        new YAMLMapper().readTree(folders.routes.resolve(slug).resolve("partner.yaml").toFile());
    var text = new StringBuilder("               " + slug + ":");
    for (var setting : manifest.path("settings").properties()) {
      text.append(
          "%n                 %s: …   # %s"
              .formatted(setting.getKey(), setting.getValue().path("zh").asText()));
    }
    return text.toString();
  }
}
