package org.lianbao.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The approval department as the hub's account sees it. */
class ApprovalDepartmentTest {

  @TempDir static Path data;
  private static int port;
  private static Town town;
  private static JdbcClient hub;

  @BeforeAll
  static void open() throws IOException {
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    town = new Town(data).exchange(port).start(Town.QUICK);
    hub =
        JdbcClient.create(
            new DriverManagerDataSource(
                "jdbc:postgresql://127.0.0.1:" + port + "/xzsp_qzk?currentSchema=xzsp_qzk",
                "pyxbz",
                "approval-password"));
  }

  @AfterAll
  static void close() {
    town.close();
  }

  @Test
  void anItemIsExaminedAndDecidedStepByStepWithAPermitAtTheEnd() {
    project("P1", "91410928MA0TE5T16H");
    item("P1", "BZ1-SP-01", "410928XZSP-SZSS-01");

    awaitText(
        "select string_agg(blzt::text, ',' order by lsh) from spgl_xmspsxblxxxxb"
            + " where spsxslbm = 'BZ1-SP-01'",
        "1,3,8,11");
    awaitText("select zzbh from spgl_xmspsxpfwjxxb where spsxslbm = 'BZ1-SP-01'", "XZ");
    assertThat(state("spgl_xmspsxblxxb", "spsxslbm = 'BZ1-SP-01'")).isEqualTo("3 null");
  }

  @Test
  void rowsWithFaultsAreSaidToBeWrongWithTheReason() {
    project("P2", "1234");
    project("P3", "91410928MA0TE5T16H");
    project("P3", "91410928MA0TE5T16H");
    item("P9", "BZ2-SP-01", "410928XZSP-SZSS-01");
    item("P3", "BZ2-SP-02", "unknown");

    awaitText("select sbyy from spgl_xmjbxxb where gcdm = 'P2'", "JSDWDM 统一社会信用代码校验不通过");
    awaitText(
        "select sbyy from spgl_xmjbxxb where gcdm = 'P3' order by lsh desc limit 1", "GCDM 重复上报");
    awaitText(
        "select sbyy from spgl_xmspsxblxxb where spsxslbm = 'BZ2-SP-01'",
        "工程代码在 SPGL_XMJBXXB 中不存在");
    awaitText("select sbyy from spgl_xmspsxblxxb where spsxslbm = 'BZ2-SP-02'", "SPSXBM 不在事项目录中");
    assertThat(state("spgl_xmspsxblxxb", "spsxslbm = 'BZ2-SP-01'")).startsWith("-1 ");
    assertThat(state("spgl_xmspsxblxxb", "spsxslbm = 'BZ2-SP-02'")).startsWith("2 ");
  }

  @Test
  void aRowMayStandAgainOnceItWasTakenBack() {
    project("P4", "91410928MA0TE5T16H");
    hub.sql(
            "insert into spgl_xmjbxxb (dfsjzj, xzqhdm, xmmc, gcdm, jsdd, jsddxzqh, sfxxgc, jsdw,"
                + " jsdwdm, sbsj, splcbm, splcbbh, sjyxbs) select 'back', xzqhdm, xmmc, gcdm, jsdd,"
                + " jsddxzqh, sfxxgc, jsdw, jsdwdm, sbsj, splcbm, splcbbh, 0 from spgl_xmjbxxb"
                + " where gcdm = 'P4'")
        .update();
    project("P4", "91410928MA0TE5T16H");

    awaitText(
        "select string_agg(sjsczt::text, ',' order by lsh) from spgl_xmjbxxb where gcdm = 'P4'",
        "3,3,3");
  }

  @Test
  void theHubsAccountCanDoNoMoreThanItNeeds() {
    for (var forbidden :
        List.of(
            "update spgl_xmjbxxb set xmmc = 'x'",
            "delete from spgl_xmspsxblxxb",
            "insert into spgl_xmspsxblxxxxb (dfsjzj, xzqhdm) values ('x', 'x')",
            "update spgl_xmspsxblxxxxb set blzt = 11",
            "truncate spgl_xmspsxpfwjxxb",
            "create table xzsp_qzk.mine (a int)",
            "set role lianbao")) {
      assertThatThrownBy(() -> hub.sql(forbidden).update()).as(forbidden).isNotNull();
    }
  }

  @Test
  void goesOnWhereItStoodAfterAKill() throws IOException {
    project("P5", "91410928MA0TE5T16H");
    item("P5", "BZ5-SP-01", "410928XZSP-LDSM-01");
    awaitText("select count(*)::text from spgl_xmspsxblxxxxb where spsxslbm = 'BZ5-SP-01'", "");

    town.kill();
    town.exchange(port).start(Town.QUICK);

    awaitText(
        "select string_agg(blzt::text, ',' order by lsh) from spgl_xmspsxblxxxxb"
            + " where spsxslbm = 'BZ5-SP-01'",
        "1,3,8,11");
  }

  private static void project(String code, String builder) {
    hub.sql(
            "insert into spgl_xmjbxxb (dfsjzj, xzqhdm, xmmc, gcdm, jsdd, jsddxzqh, sfxxgc, jsdw,"
                + " jsdwdm, sbsj, splcbm, splcbbh) values (gen_random_uuid()::text, '410928', '测试',"
                + " :code, '濮阳县', '410928', 1, '建设单位', :builder, now(), '410928BZ01', 1.0)")
        .param("code", code)
        .param("builder", builder)
        .update();
  }

  private static void item(String project, String orderNo, String item) {
    hub.sql(
            "insert into spgl_xmspsxblxxb (dfsjzj, xzqhdm, gcdm, spsxbm, spsxbbh, splcbm, splcbbh,"
                + " spsxslbm, spbmbm, spbmmc, slfs, gkfs, blspslbm, sxblsx, lxr, lxrsjh, sxgzcnzspqk)"
                + " values (gen_random_uuid()::text, '410928', :project, :item, 1, '410928BZ01', 1,"
                + " :no, '410928XZSP', '审批', 1, 1, :bundle, 0.5, '李四', '13800138000', 0)")
        .param("project", project)
        .param("item", item)
        .param("no", orderNo)
        .param("bundle", orderNo.substring(0, orderNo.lastIndexOf('-')))
        .update();
  }

  private static String state(String table, String where) {
    return hub.sql(
            "select sjsczt || ' ' || coalesce(sbyy, 'null') from %s where %s"
                .formatted(table, where))
        .query(String.class)
        .single();
  }

  private static void awaitText(String sql, String beginning) {
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .until(
            () ->
                hub.sql(sql)
                    .query(String.class)
                    .optional()
                    .filter(text -> text.startsWith(beginning))
                    .isPresent());
  }
}
