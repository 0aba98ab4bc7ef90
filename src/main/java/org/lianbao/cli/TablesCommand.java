package org.lianbao.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lianbao.partners.Partner;
import org.lianbao.partners.PartnerSettings;
import org.lianbao.partners.SettingsFile;
import org.lianbao.routing.check.PartnerCheck;
import org.lianbao.routing.tables.TablesInspection;
import org.lianbao.shared.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares the exchange tables in a partner's database with those its manifest declares. */
@Command(
    name = "tables",
    description =
        "核对前置库的表 / compare a partner's exchange tables, where they are, with its manifest.",
    exitCodeListHeading = "%n",
    exitCodeList = {"0:相符 / they fit", "1:不符或连不上 / they differ, or are away", "2:用法不对 / usage"},
    mixinStandardHelpOptions = true)
final class TablesCommand implements Callable<Integer> {

  @Mixin Folders folders;

  @Parameters(paramLabel = "SLUG", description = "单位（文件夹名） / the partner.")
  String slug;

  @Option(
      names = "--sql",
      description = "只打印建表语句 / only print the SQL that makes them (PostgreSQL).")
  boolean sql;

  @Option(names = "--json", description = "以 JSON 输出 / print JSON.")
  boolean json;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "数据目录 / data folder with partners.yaml (default: data beside the launcher).")
  Path data;

  @Override
  public Integer call() throws IOException {
    folders.require();
    var check = new PartnerCheck(folders.routes, folders.mappings);
    var partner =
        check
            .partner(slug)
            .filter(found -> found.tables().isPresent())
            .orElseThrow(
                () ->
                    folders.usage(
                        "没有声明前置库的单位 / no partner with exchange tables (or its manifest has faults): "
                            + slug));
    var out = folders.command.commandLine().getOut();
    if (sql) {
      out.print(TablesInspection.sql(partner.tables().orElseThrow()));
      out.flush();
      return 0;
    }
    var findings = TablesInspection.findings(partner, settings(partner));
    if (json) {
      var document = Json.mapper().createObjectNode().put("clean", findings.isEmpty());
      document.set("findings", Json.mapper().valueToTree(findings));
      out.println(document.toPrettyString());
    } else if (findings.isEmpty()) {
      out.println("相符 / they fit: " + slug);
    } else {
      findings.forEach(out::println);
      out.printf("%n%d 处不符 / differences%n", findings.size());
    }
    return findings.isEmpty() ? 0 : 1;
  }

  /** The settings as the hub would read them. */
  private PartnerSettings settings(Partner partner) throws IOException {
    var folder = data == null ? Path.of(System.getProperty("lianbao.data", "data")) : data;
    var values = SettingsFile.read(folder, partner);
    return (any, key) -> Optional.ofNullable(values.get(key));
  }
}
