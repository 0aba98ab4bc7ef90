package org.lianbao.sandbox.approval;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The department's nightly job, every pace: rows that are new (0) are taken (1), rows that were
 * taken are examined and accepted (3), or fail the local check (−1) or that of the upper level (2).
 */
final class Examination {

  private static final String DIVISION = "410928";
  private static final Set<String> ITEMS =
      Set.of(
          "410928XZSP-LDSM-01",
          "410928XZSP-SZSS-01",
          "410928XZSP-GPSQ-01",
          "410928XZSP-LHGH-01",
          "410928XZSP-PSXK-01",
          "410928XZSP-CNBA-01",
          "410928XZSP-CNBA-02",
          "410928XZSP-CNBA-03",
          "410928XZSP-CNBA-04");

  private final JdbcClient jdbc;
  private final boolean refuses;

  /**
   * An examination.
   *
   * @param refuses whether no item is accepted, however good
   */
  Examination(JdbcClient jdbc, boolean refuses) {
    this.jdbc = jdbc;
    this.refuses = refuses;
  }

  /** Why a row failed. */
  private record Fault(int state, String reason) {}

  /** Takes and examines what is there; returns the items accepted now. */
  List<Map<String, Object>> run() {
    examine("spgl_xmjbxxb");
    var items = examine("spgl_xmspsxblxxb");
    examine("spgl_xmsqcljqtfjxxb");
    for (var table : List.of("spgl_xmjbxxb", "spgl_xmspsxblxxb", "spgl_xmsqcljqtfjxxb")) {
      jdbc.sql("update " + table + " set sjsczt = 1 where sjsczt = 0").update();
    }
    return items;
  }

  private List<Map<String, Object>> examine(String table) {
    var accepted = new ArrayList<Map<String, Object>>();
    var taken =
        jdbc.sql("select * from " + table + " where sjsczt = 1 order by lsh").query().listOfRows();
    for (var row : taken) {
      var fault = row.get("sjyxbs").equals(0) ? Optional.<Fault>empty() : fault(table, row);
      jdbc.sql("update " + table + " set sjsczt = :state, sbyy = :reason where lsh = :lsh")
          .param("state", fault.map(Fault::state).orElse(3))
          .param("reason", fault.map(Fault::reason).orElse(null))
          .param("lsh", row.get("lsh"))
          .update();
      if (fault.isEmpty() && row.get("sjyxbs").equals(1)) {
        accepted.add(row);
      }
    }
    return accepted;
  }

  private Optional<Fault> fault(String table, Map<String, Object> row) {
    if (!DIVISION.equals(row.get("xzqhdm"))) {
      return Optional.of(new Fault(-1, "XZQHDM 行政区划代码不是 " + DIVISION));
    }
    return switch (table) {
      case "spgl_xmjbxxb" -> project(row);
      case "spgl_xmspsxblxxb" -> item(row);
      default -> file(row);
    };
  }

  private Optional<Fault> project(Map<String, Object> row) {
    if (!fits(row, "jsdwdm", "[0-9A-HJ-NPQRTUWXY]{18}")) {
      return Optional.of(new Fault(-1, "JSDWDM 统一社会信用代码校验不通过"));
    }
    if (!fits(row, "splcbm", "410928BZ01")) {
      return Optional.of(new Fault(2, "SPLCBM 审批流程编码未登记"));
    }
    if (row.get("gbhy") != null && !"2017".equals(row.get("gbhydmfbnd"))) {
      return Optional.of(new Fault(2, "GBHYDMFBND 国标行业代码发布年代应为 2017"));
    }
    return twice("spgl_xmjbxxb", "gcdm", row);
  }

  private Optional<Fault> item(Map<String, Object> row) {
    if (refuses) {
      return Optional.of(new Fault(2, "本窗口暂停受理"));
    }
    if (!there("spgl_xmjbxxb", "gcdm", row.get("gcdm"))) {
      return Optional.of(new Fault(-1, "工程代码在 SPGL_XMJBXXB 中不存在"));
    }
    if (!ITEMS.contains(row.get("spsxbm"))) {
      return Optional.of(new Fault(2, "SPSXBM 不在事项目录中"));
    }
    if (!fits(row, "lxrsjh", "1[3-9][0-9]{9}")) {
      return Optional.of(new Fault(-1, "LXRSJH 联系人手机号格式不符"));
    }
    if (!String.valueOf(row.get("spsxslbm")).startsWith(row.get("blspslbm") + "-")) {
      return Optional.of(new Fault(-1, "SPSXSLBM 与 BLSPSLBM 不符"));
    }
    return twice("spgl_xmspsxblxxb", "spsxslbm", row);
  }

  private Optional<Fault> file(Map<String, Object> row) {
    if (!there("spgl_xmspsxblxxb", "spsxslbm", row.get("spsxslbm"))) {
      return Optional.of(new Fault(-1, "审批事项实例编码在 SPGL_XMSPSXBLXXB 中不存在"));
    }
    if (row.get("fjzy") != null && !fits(row, "fjzy", "[0-9a-f]{64}")) {
      return Optional.of(new Fault(-1, "FJZY 应为 64 位小写十六进制"));
    }
    return Optional.empty();
  }

  private static boolean fits(Map<String, Object> row, String column, String pattern) {
    return String.valueOf(row.get(column)).matches(pattern);
  }

  private boolean there(String table, String column, Object value) {
    return jdbc.sql(
                "select count(*) from %s where %s = :value and sjyxbs = 1 and sjsczt in (1, 3)"
                    .formatted(table, column))
            .param("value", value)
            .query(Long.class)
            .single()
        > 0;
  }

  /** The same thing may stand there once more only after it was taken back. */
  private Optional<Fault> twice(String table, String column, Map<String, Object> row) {
    var standing =
        jdbc.sql(
                """
                select coalesce(sum(case when sjyxbs = 1 then 1 else -1 end), 0) from %s
                where %s = :value and lsh < :lsh and (sjyxbs = 0 or sjsczt in (1, 3, 2, -1))
                """
                    .formatted(table, column))
            .param("value", row.get(column))
            .param("lsh", row.get("lsh"))
            .query(Long.class)
            .single();
    return standing > 0
        ? Optional.of(new Fault(-1, column.toUpperCase(Locale.ROOT) + " 重复上报，应先作废原数据"))
        : Optional.empty();
  }
}
