package org.lianbao.sandbox.bureau;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The fields of each kind of record: which must be there, which may, and what each looks like. */
final class RecordSchema {

  private static final Pattern ANY = Pattern.compile("(?s).{1,500}");
  private static final String TIME = "\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}";
  private static final String DAY = "\\d{4}-\\d{2}-\\d{2}";
  private static final Map<String, Pattern> SHAPES =
      Map.ofEntries(
          Map.entry("projpwd", Pattern.compile("[0-9A-Z]{6,8}")),
          Map.entry("regionid", Pattern.compile("\\d{6}")),
          Map.entry("applyertype", Pattern.compile("[1-5]")),
          Map.entry("applyerpagetype", Pattern.compile("10|20|30|40|99")),
          Map.entry("submit", Pattern.compile("[12]")),
          Map.entry("applydate", Pattern.compile(TIME)),
          Map.entry("nodetype", Pattern.compile("[1-4]")),
          Map.entry("noderesult", Pattern.compile("[0-7]")),
          Map.entry("status", Pattern.compile("0[1-9]|1[0-3]|99")),
          Map.entry("nodestarttime", Pattern.compile(TIME)),
          Map.entry("nodeendtime", Pattern.compile(TIME)),
          Map.entry("resultdate", Pattern.compile(TIME)),
          Map.entry("gettype", Pattern.compile("[1-4]")),
          Map.entry("taketime", Pattern.compile(TIME)),
          Map.entry("uscc", Pattern.compile("[0-9A-Z]{18}")),
          Map.entry("revokedate", Pattern.compile(DAY)),
          Map.entry("validto", Pattern.compile(DAY)));

  private static final Map<String, RecordSchema> KINDS =
      Map.of(
          "base",
          new RecordSchema(
              "orgbusno projid projpwd itemno catalogcode taskcode itemname itemversion itemtype"
                  + " regionid projectname applicant applyertype applyerpagetype applyerpagecode"
                  + " applicantname applicantmobile applydate submit acceptdeptname"
                  + " acceptdeptcode approvaltype datasources systemlevel ischain",
              "legalman"),
          "material",
          new RecordSchema("orgbusno projid", ""),
          "process",
          new RecordSchema(
              "orgbusno projid nodename nodetype noderesult status nodestarttime nodeendtime", ""),
          "result",
          new RecordSchema("orgbusno projid nodetype noderesult status resultname resultdate", ""),
          "bad",
          new RecordSchema("uscc entname permitno revokedate reason validto", ""));
  private static final RecordSchema MATERIAL =
      new RecordSchema("attrid attrname filename gettype istake amount taketime", "");

  private final List<String> needed;
  private final List<String> allowed;

  private RecordSchema(String needed, String allowed) {
    this.needed = List.of(needed.split(" "));
    this.allowed = List.of(allowed.split(" "));
  }

  /**
   * Checks a record.
   *
   * @throws Refusal naming the fields that are missing, of another kind, or not known
   */
  static void check(String kind, JsonNode record) throws Refusal {
    var faults = new ArrayList<String>();
    KINDS.get(kind).faults(record, "", faults);
    if (!kind.equals("bad") && !record.path("sn").isIntegralNumber()) {
      faults.add("sn");
    }
    if (kind.equals("material")) {
      if (!record.path("materials").isArray()) {
        faults.add("materials");
      }
      record.path("materials").forEach(item -> MATERIAL.faults(item, "materials.", faults));
    }
    if (!faults.isEmpty()) {
      throw new Refusal(
          200, 1400, "缺少参数或格式不符: " + String.join(", ", faults.stream().distinct().toList()));
    }
  }

  private void faults(JsonNode record, String at, List<String> faults) {
    needed.stream().filter(name -> !fits(name, record.path(name))).forEach(n -> faults.add(at + n));
    record
        .fieldNames()
        .forEachRemaining(
            name -> {
              var own = name.equals("sn") || name.equals("materials");
              if (!needed.contains(name) && !allowed.contains(name) && !own) {
                faults.add(at + name);
              }
            });
  }

  private static boolean fits(String name, JsonNode value) {
    return value.isTextual() && SHAPES.getOrDefault(name, ANY).matcher(value.asText()).matches();
  }
}
