package org.lianbao.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.lianbao.application.Veil;
import org.lianbao.mapping.MappingFault;
import org.lianbao.mapping.PartnerMappings;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partner.Setting.Kind;
import org.lianbao.partners.SettingsFile;
import org.lianbao.routing.check.PartnerCheck;
import org.lianbao.shared.Json;
import org.lianbao.twin.Script;
import org.lianbao.twin.conform.Conformance;
import org.lianbao.twin.conform.Report;
import org.lianbao.twin.conform.ReportFiles;
import org.lianbao.twin.conform.Step;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Holds a partner's conversation with its real system, or with its twin, and reports on it. */
@Command(
    name = "conform",
    description =
        "按清单的对话与真实系统或替身走一遍，写出报告 / hold the conversation of the manifest with the real system, or"
            + " with the twin, and write a report.",
    exitCodeListHeading = "%n",
    exitCodeList = {
      "0:全部相符 / every step conforms",
      "1:有不符，或无法进行 / a step does not, or it cannot be held",
      "2:用法不对 / usage"
    },
    mixinStandardHelpOptions = true)
final class ConformCommand implements Callable<Integer> {

  private static final Pattern DATABASE =
      Pattern.compile("jdbc:postgresql://(?!.*[?&](user|password)=).+");
  private static final Duration TWINS_PATIENCE = Duration.ofSeconds(30);

  @Mixin Folders folders;
  @Mixin Counterpart counterpart;

  @Parameters(paramLabel = "SLUG", description = "单位 / the partner.")
  String slug;

  @Option(
      names = "--against",
      paramLabel = "URL",
      description =
          "真实系统：http(s)://、tcp://（消息代理）、sftp://、file:///（文件夹，其下每项参数一个）或"
              + " jdbc:postgresql://（前置库）；不填则用自己的替身 / the real system; its twin if left out.")
  URI against;

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      defaultValue = "0s",
      description =
          "等真实系统回传多久，0 为不等 / how long the real system may take to report; 0s does not wait (default:"
              + " ${DEFAULT-VALUE}).")
  Duration wait;

  @Option(
      names = "--port",
      defaultValue = "0",
      description = "接收回传的端口 / port that takes its callbacks (default: any).")
  int port;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "报告写到哪里（HTML 和 JUnit XML）/ where the report goes, as HTML and JUnit XML.")
  Path report;

  @Option(names = "--json", description = "以 JSON 输出 / print JSON.")
  boolean json;

  @Override
  public Integer call() throws IOException {
    folders.require();
    if (against != null && !isSystem(against)) {
      throw folders.usage(
          "--against 应为 / must be http://, https://, tcp://, sftp://, file:/// or jdbc:postgresql://，"
              + "账号口令只在参数里 / accounts stand in settings alone");
    }
    var check = new PartnerCheck(folders.routes, folders.mappings);
    var partner = counterpart.partner(folders, check, slug);
    var work = Files.createTempDirectory("lianbao-conform");
    try {
      var held = held(partner, check, work);
      tell(folders.command.commandLine().getOut(), held);
      return held.conforms() ? 0 : 1;
    } catch (IllegalArgumentException e) {
      throw folders.usage(e.getMessage());
    } catch (MappingFault e) {
      throw counterpart.broken(slug, e);
    } finally {
      FileSystemUtils.deleteRecursively(work);
    }
  }

  private static boolean isSystem(URI uri) {
    return uri.getScheme() != null
        && switch (uri.getScheme()) {
          case "file" -> uri.getPath() != null;
          case "http", "https", "tcp", "sftp" -> uri.getHost() != null;
          case "jdbc" -> DATABASE.matcher(uri.toString()).matches();
          default -> false;
        };
  }

  private Report held(Partner partner, PartnerCheck check, Path work) throws IOException {
    var mappings = new PartnerMappings(folders.mappings, slug);
    var settings =
        against == null
            ? counterpart.choices(partner, SettingsFile.fresh(work, partner))
            : counterpart.settings(partner, mappings);
    var dealings = check.dealings(slug, settings);
    return Conformance.hold(
        new Conformance.Setup(
            partner,
            folders.routes,
            folders.mappings,
            dealings,
            settings,
            Optional.ofNullable(against),
            port,
            against == null ? TWINS_PATIENCE : wait,
            work,
            mask(new Script(partner, mappings, dealings), secrets(partner, settings))));
  }

  private static Iterable<String> secrets(Partner partner, Map<String, String> settings) {
    var secrets = new HashMap<>(settings);
    secrets
        .keySet()
        .removeIf(
            key ->
                partner.settings().get(key) == null
                    || partner.settings().get(key).kind() != Kind.SECRET);
    return secrets.values();
  }

  /** One veil over everything the conversation may show: the order and what the partner tells. */
  private static UnaryOperator<String> mask(Script script, Iterable<String> secrets) {
    var veils = new ArrayList<Veil>();
    veils.add(Veil.over(script.order().document(), secrets));
    veils.add(Veil.over(Script.expected(script.order()), List.of()));
    for (var name : script.said().tells()) {
      veils.add(Veil.over(script.example(name).document(), List.of()));
    }
    return text -> {
      var masked = text;
      for (var veil : veils) {
        masked = veil.text(masked);
      }
      return masked;
    };
  }

  private void tell(PrintWriter out, Report held) throws IOException {
    var files = report == null ? List.<Path>of() : ReportFiles.write(held, report);
    if (json) {
      var document = Json.mapper().createObjectNode().put("conforms", held.conforms());
      document.set("steps", Json.mapper().valueToTree(held.steps()));
      document.set("files", Json.mapper().valueToTree(files.stream().map(Path::toString).toList()));
      out.println(document.toPrettyString());
      return;
    }
    for (var step : held.steps()) {
      out.printf("%s %s / %s%n", mark(step), step.zh(), step.en());
      if (step.failed()) {
        out.println(indented("应得 / expected: " + step.expected()));
        out.println(indented("实得 / came: " + step.came()));
      }
    }
    out.printf(
        "%n%s%n",
        held.conforms()
            ? "全部相符 / every step conforms: " + slug
            : held.failures() + " 步不符 / steps do not conform: " + slug);
    files.forEach(file -> out.println("  " + file));
  }

  private static String mark(Step step) {
    return switch (step.verdict()) {
      case PASSED -> "✓";
      case FAILED -> "✗";
      case SKIPPED -> "–";
    };
  }

  private static String indented(String text) {
    return text.indent(4).stripTrailing();
  }
}
