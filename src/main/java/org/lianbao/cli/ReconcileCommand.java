package org.lianbao.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.lianbao.shared.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares a day with what partners say they have, and mends what needs no person. */
@Command(
    name = "reconcile",
    description = {
      "对账：一天里推送、送达的，与对方清单逐项核对 / compare what was owed on a day with what each partner says it has.",
      "每处差异都写明一个办法；--mend 先列出会怎样，加 --yes 才执行"
          + " / each difference with the act that mends it; --mend tells what would be done, with --yes it is done."
    },
    exitCodeListHeading = "%n",
    exitCodeList = {
      "0:没有差异 / nothing differs",
      "1:有差异，或有清单取不到 / something differs, or a list could not be had",
      "2:用法不对 / usage"
    },
    mixinStandardHelpOptions = true)
final class ReconcileCommand implements Callable<Integer> {

  @Mixin Operator operator;

  @Parameters(
      arity = "0..1",
      paramLabel = "PARTNER",
      description = "单位，不填则全部 / one partner; all that can list if left out.")
  String partner;

  @Option(
      names = "--date",
      paramLabel = "DAY",
      description = "哪一天，如 2026-11-24，默认昨天 / which day (default: yesterday).")
  LocalDate day;

  @Option(
      names = "--mend",
      description = "由枢纽能办的都办：重送、重新处理 / do what the hub can do: send again, drive again.")
  boolean mend;

  @Option(names = "--yes", description = "与 --mend 一起：执行 / with --mend: do it.")
  boolean yes;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "操作人，记入操作记录 / who does it, for the record (default: ${DEFAULT-VALUE}).")
  String by;

  @Option(names = "--json", description = "以 JSON 输出 / print JSON.")
  boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var query = new HashMap<String, String>();
    if (partner != null) {
      query.put("partner", partner);
    }
    if (day != null) {
      query.put("date", day.toString());
    }
    var compared = operator.tell("/reconciliation", query);
    var mended = mend ? mended(compared) : List.<JsonNode>of();
    var out = operator.command.commandLine().getOut();
    if (json) {
      var both = compared.<ObjectNode>deepCopy();
      both.set("mended", Json.mapper().valueToTree(mended));
      out.println(both.toPrettyString());
    } else {
      var printer = new ReconciliationPrinter(out);
      printer.compared(compared);
      mended.forEach(printer::mended);
    }
    return clean(compared) ? 0 : 1;
  }

  private List<JsonNode> mended(JsonNode compared) throws IOException, InterruptedException {
    var mended = new ArrayList<JsonNode>();
    for (var comparison : compared.path("comparisons")) {
      if (comparison.path("differences").asInt() > 0) {
        mended.add(
            operator.tell(
                "/reconciliation/mend",
                Map.of(
                    "partner", comparison.path("partner").asText(),
                    "date", compared.path("day").asText(),
                    "dry", Boolean.toString(!yes),
                    "by", by)));
      }
    }
    return mended;
  }

  private static boolean clean(JsonNode compared) {
    return StreamSupport.stream(compared.path("comparisons").spliterator(), false)
        .allMatch(
            it -> it.path("state").asText().equals("DONE") && it.path("differences").asInt() == 0);
  }
}
