package org.lianbao.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.lianbao.routing.check.PartnerCheck;
import org.lianbao.shared.Finding;
import org.lianbao.shared.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks partner folders without starting anything. */
@Command(
    name = "check",
    description =
        "检查单位的清单、路由、映射、样例和代码表 / check manifests, routes, mappings, examples and code tables.",
    exitCodeListHeading = "%n",
    exitCodeList = {"0:没有问题 / clean", "1:有问题 / findings", "2:用法不对 / usage"},
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

  @Mixin Folders folders;

  @Parameters(
      arity = "0..1",
      paramLabel = "SLUG",
      description = "单位（文件夹名），不填则检查全部 / one partner; all of them if left out.")
  String slug;

  @Option(names = "--json", description = "以 JSON 输出 / print JSON.")
  boolean json;

  @Override
  public Integer call() {
    folders.require();
    var check = new PartnerCheck(folders.routes, folders.mappings);
    if (slug != null && !check.slugs().contains(slug)) {
      throw folders.usage(
          "没有单位 / there is no partner %s: %s".formatted(slug, String.join(", ", check.slugs())));
    }
    var findings = slug == null ? check.all() : check.of(slug);
    var out = folders.command.commandLine().getOut();
    if (json) {
      out.println(document(findings).toPrettyString());
    } else {
      told(out, findings, slug == null ? check.slugs().size() + " 个单位" : slug);
    }
    return findings.isEmpty() ? 0 : 1;
  }

  private static void told(PrintWriter out, List<Finding> findings, String what) {
    FindingList.print(out, findings);
    if (findings.isEmpty()) {
      out.println("没有问题 / clean: " + what);
    } else {
      out.printf("%n%d 个问题 / findings%n", findings.size());
    }
  }

  private static ObjectNode document(List<Finding> findings) {
    var document = Json.mapper().createObjectNode().put("clean", findings.isEmpty());
    document.set("findings", Json.mapper().valueToTree(findings));
    return document;
  }
}
