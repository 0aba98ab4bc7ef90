package org.lianbao.cli;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lianbao.application.Veil;
import org.lianbao.mapping.Example;
import org.lianbao.mapping.Format;
import org.lianbao.mapping.MappingFault;
import org.lianbao.mapping.PartnerMappings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Applies one mapping to one input and shows what comes out, or where it fails. */
@Command(
    name = "try",
    description = {
      "试一个映射：显示输出，或出错的表达式及其位置 / apply a mapping: the output, or the expression that failed.",
      "个人信息和参数值默认遮盖 / personal data and values of settings are masked unless --clear."
    },
    exitCodeListHeading = "%n",
    exitCodeList = {
      "0:有输出；--diff 时一致 / output; with --diff, the same",
      "1:转换失败或有差异 / failed, or different",
      "2:用法不对 / usage"
    },
    mixinStandardHelpOptions = true)
final class TryCommand implements Callable<Integer> {

  private static final Pattern ORDER_NO = Pattern.compile("[A-Z]{2}\\d{8,}-[A-Z0-9-]{1,20}");

  @Mixin Folders folders;

  @Mixin Operator operator;

  @Parameters(index = "0", paramLabel = "SLUG", description = "单位 / the partner.")
  String slug;

  @Parameters(
      index = "1",
      paramLabel = "MAPPING",
      description = "映射文件，可省去 .jsonata / the mapping; .jsonata may be left out.")
  String mapping;

  @Parameters(
      index = "2",
      paramLabel = "FILE|EXAMPLE|ORDERNO",
      description =
          "输入文件、样例名，或运行中枢纽的工单号 / an input file, the name of an example, or an order of the running hub.")
  String input;

  @Option(names = "--diff", description = "与样例的预期比较 / compare with what the example expects.")
  boolean diff;

  @Option(names = "--json", description = "以 JSON 输出 / print JSON.")
  boolean json;

  @Option(names = "--clear", description = "不遮盖 / mask nothing.")
  boolean clear;

  @Option(
      names = "--from",
      paramLabel = "FORMAT",
      description = "输入文件的格式（默认按样例）/ format of the file (default: as the examples).")
  Format from;

  @Option(
      names = "--charset",
      paramLabel = "NAME",
      description = "输入文件的字符集（默认按样例）/ character set of the file (default: as the examples).")
  Charset charset;

  @Override
  public Integer call() throws IOException, InterruptedException {
    folders.require();
    var partner = new PartnerMappings(folders.mappings, checkedSlug());
    if (!ORDER_NO.matcher(input).matches() || Files.exists(Path.of(input))) {
      return report(partner, trial(partner, file(partner), Path.of(input)));
    }
    var order = order();
    try {
      return report(partner, trial(partner, file(partner), order));
    } finally {
      Files.delete(order);
    }
  }

  /** The document of an order of the running hub, in a file for its owner alone. */
  private Path order() throws IOException, InterruptedException {
    var document =
        operator.ask(
            "/partners/" + Operator.path(slug) + "/orders/" + Operator.path(input), Map.of());
    return Files.write(
        Files.createTempFile("order", ".json"),
        document.toString().getBytes(StandardCharsets.UTF_8));
  }

  private int report(PartnerMappings partner, Example trial) {
    var report = new TrialReport(folders.command.commandLine().getOut(), json);
    try {
      var veil = clear ? null : Veil.over(trial.document(), trial.settings().values());
      var given = partner.run(trial);
      return diff ? report.difference(trial, given, veil) : report.output(trial, given, veil);
    } catch (MappingFault e) {
      return report.fault(e, trial);
    }
  }

  private String checkedSlug() {
    if (!slug.matches("[a-z0-9][a-z0-9-]*")
        || !new PartnerMappings(folders.mappings, slug).exists()) {
      throw folders.usage("没有这个单位的映射目录 / there is no folder mappings/" + slug);
    }
    return slug;
  }

  private String file(PartnerMappings partner) {
    return Stream.of(mapping, mapping + ".jsonata", mapping + ".ftlx")
        .filter(partner.files()::contains)
        .findFirst()
        .orElseThrow(
            () ->
                folders.usage(
                    "没有映射 / there is no mapping %s: %s"
                        .formatted(mapping, String.join(", ", partner.files()))));
  }

  /** The example that is named, or one like it made of a file. */
  private Example trial(PartnerMappings partner, String file, Path path) {
    var examples = partner.readableExamples();
    var named = examples.stream().filter(e -> e.name().equals(input)).findFirst();
    if (named.isPresent() && named.get().mapping().equals(file)) {
      return named.get();
    }
    if (!Files.isRegularFile(path)) {
      throw folders.usage(
          named.isPresent()
              ? "样例 %s 属于映射 %s / this example is of %s"
                  .formatted(input, named.get().mapping(), named.get().mapping())
              : "没有这个文件或样例 / there is no such file or example: " + input);
    }
    if (diff) {
      throw folders.usage("--diff 只用于样例 / --diff goes with an example");
    }
    return examples.stream()
        .filter(e -> e.mapping().equals(file))
        .findFirst()
        .map(
            e ->
                e.of(path, from == null ? e.from() : from, charset == null ? e.charset() : charset))
        .orElseThrow(
            () -> folders.usage("这个映射还没有样例，先写一个 / write an example of this mapping first"));
  }
}
