package org.lianbao.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lianbao.cases.CaseReader.BarView;
import org.lianbao.cases.CaseReader.BillItemView;
import org.lianbao.cases.CaseReader.BillView;
import org.lianbao.cases.CaseReader.BundleView;
import org.lianbao.cases.CaseReader.ChangeView;
import org.lianbao.cases.CaseReader.DeviationView;
import org.lianbao.cases.CaseReader.ItemView;
import org.lianbao.cases.CaseReader.JointView;
import org.lianbao.cases.CaseReader.JointWorksView;
import org.lianbao.cases.CaseReader.OfferView;
import org.lianbao.cases.CaseReader.PathView;
import org.lianbao.cases.CaseReader.PaymentView;
import org.lianbao.cases.CaseReader.RevisionView;
import org.lianbao.cases.CaseReader.SlotView;
import org.lianbao.cases.CaseReader.SurveyView;
import org.lianbao.cases.CaseReader.TurnView;
import org.lianbao.cases.CaseReader.WorksView;
import org.lianbao.cases.EventType;

class CasePagesTest extends ConsoleServer {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";

  @Test
  void anEmptyListTellsWhatToDo() {
    assertThat(get("/").body()).contains("还没有办件", "./lianbao demo");
    assertThat(get("/?q=nothing").body()).contains("没有符合条件的办件").doesNotContain("demo");
  }

  @Test
  void listsCasesWithStageStatusAndServices() {
    shelf.put(new SampleCase(CASE).status("OPEN", "APPROVAL_AND_WORKS").view());

    assertThat(get("/").body())
        .contains("/cases/" + CASE, "濮阳县测试新材料有限公司", "审批与施工", "办理中", "供暖")
        .contains("2026-11-09 10:12:30");
  }

  @Test
  void namesServicesAsTheFormDoes() {
    shelf.put(new SampleCase(CASE).order("W", "water", "WATER", "OWED", null).view());

    assertThat(get("/").body()).contains("<option value=\"WATER\">供水</option>");
    assertThat(get("/?lang=en").body()).contains("<option value=\"WATER\">Water</option>");
    assertThat(get("/cases/" + CASE).body()).contains("供水").doesNotContain(">WATER<");
  }

  @Test
  void showsEveryLimitWithItsLightAndUnfoldedItsWholeArithmetic() {
    shelf.put(
        new SampleCase(CASE)
            .order("W", "water", "WATER", "SENT", null)
            .lateVisit(CASE + "-W", "water", "WATER")
            .view());

    assertThat(get("/cases/" + CASE).body())
        .contains("SLA-01 联合上门对接", "is-RED", "超期", "专营单位", "S29", "2026-11-09 14:12:30")
        .contains("触发：周一 10:12", "日历 2026.1+hours.1")
        .doesNotContain("triggered: Mon");
    assertThat(get("/cases/" + CASE + "?lang=en").body())
        .contains("SLA-01 joint visit", "exceeded", "triggered: Mon 10:12")
        .doesNotContain("触发");
  }

  @Test
  void whatWasPushedInTimeIsFoldedAndWhatWasLateStandsWithTheLimits() {
    shelf.put(
        new SampleCase(CASE)
            .pushed(CASE + "-W", "water", false)
            .pushed(CASE + "-E", "power", true)
            .view());

    var page = get("/cases/" + CASE).body();
    assertThat(page).contains("TEC-01 推送及时", "联报系统", "昼夜连续计时；规则版本 2022-01-27");
    assertThat(page.indexOf("is-RED")).isBetween(0, page.indexOf("及时推送与回传 1 项"));
    assertThat(page.indexOf("is-GREEN")).isGreaterThan(page.indexOf("及时推送与回传 1 项"));
    assertThat(get("/cases/" + CASE + "?lang=en").body())
        .contains("1 pushed and reported in time", "10 min by the clock");
  }

  @Test
  void theListShowsTheWorstLightAndFindsWhatIsLate() {
    shelf.put(new SampleCase(CASE).lateVisit(CASE + "-W", "water", "WATER").view());
    shelf.put(new SampleCase("BZ2").view());

    assertThat(get("/").body()).contains("is-RED", "/cases/BZ2");
    assertThat(get("/?late=true").body()).contains("/cases/" + CASE).doesNotContain("/cases/BZ2");
  }

  @Test
  void turnsPagesAndKeepsTheFilters() {
    for (int i = 0; i < 21; i++) {
      shelf.put(new SampleCase("BZ" + (100 + i)).project("a&b=c+d").view());
    }

    var first = get("/?q=a%26b%3Dc%2Bd&status=OPEN").body();
    assertThat(first.split("<tr>", -1)).hasSize(22);
    var next = link(first, "rel=\"next\"");
    assertThat(next).isEqualTo("/?q=a%26b%3Dc%2Bd&status=OPEN&offset=20");
    var second = get(next).body();
    assertThat(second.split("<tr>", -1)).hasSize(3);
    assertThat(second).doesNotContain("rel=\"next\"");
    assertThat(link(second, "rel=\"prev\"")).isEqualTo("/?q=a%26b%3Dc%2Bd&status=OPEN");
  }

  @Test
  void showsStagesWaitingCallsAndEveryPartnersLane() {
    shelf.put(
        new SampleCase(CASE)
            .status("OPEN", "APPROVAL_AND_WORKS")
            .waitsFor("等待 供气(RQ) 报送 施工完成 / waiting for Gas(RQ)")
            .call("utility:HEAT")
            .warning("供热面积", "大于总建筑面积 / exceeds the floor area")
            .order("W", "water", "WATER", "ACCEPTED", "SW2026110900031")
            .later(Duration.ofHours(1))
            .implied(EventType.ORDER_RECEIVED)
            .report(EventType.SURVEY_COMPLETED, Duration.ofDays(3), null, false, "{}")
            .report(EventType.ACCEPTANCE_DECIDED, MINUTE, "FAIL", false, "{\"amount\":128000.00}")
            .view());

    var page = get("/cases/" + CASE).body();

    assertThat(page)
        .contains("等待 供气(RQ) 报送 施工完成")
        .doesNotContain("waiting for Gas")
        .contains("需人工联系", "供热面积：大于总建筑面积")
        .contains("濮阳县供水公司", "SW2026110900031", "不合格", "补录 +3 天", "金额（元）：128000")
        .contains("发生 2026-11-06 11:12:30，记录 2026-11-09 11:12:30")
        .contains("aria-current=\"step\"");
    assertThat(page.split("class=\"step ahead\"", -1)).as("steps still ahead").hasSize(6);
    assertThat(page.split("class=\"step implied\"", -1)).as("implied steps").hasSize(2);
  }

  @Test
  void namesWhatADepartmentWasAskedForAndWhatItFound() {
    shelf.put(
        new SampleCase(CASE)
            .department("CG", "urban", "urban-management", "works-plan")
            .report(EventType.SUPERVISION_RECORDED, MINUTE, "INSPECTED_FAIL", false, "{}")
            .view());

    var page = get("/cases/" + CASE).body();

    assertThat(page).contains("检查不合格").doesNotContain("INSPECTED_FAIL");
    assertThat(page.split("施工方案报备", -1)).as("in its lane and in the log").hasSize(3);
  }

  @Test
  void showsTracksBundlesSupervisionAndBars() {
    shelf.put(
        new SampleCase(CASE)
            .works(
                new WorksView(
                    List.of(
                        new PathView(
                            "WATER",
                            "COMMITMENT",
                            List.of("外线 80 米，在限内 / the line is 80 m"),
                            SampleCase.OPENED,
                            List.of("TRAFFIC_CONSENT"))),
                    List.of(
                        new BundleView(
                            CASE + "-SP",
                            "DENIED",
                            List.of(
                                new ItemView(
                                    CASE + "-SP-02", "SZSS", "市政设施建设类审批", "roads", "DENIED")))),
                    List.of(
                        new TurnView(
                            "WATER",
                            CASE + "-CG-CN-WATER",
                            "urban",
                            "REVOKED",
                            SampleCase.OPENED,
                            null,
                            "<b>",
                            true)),
                    List.of(new BarView(CASE, "9141", SampleCase.OPENED, null, "CNBA-1", null)),
                    List.of()))
            .view());

    assertThat(get("/cases/" + CASE).body())
        .containsSubsequence(
            "告知承诺",
            "开工时缺：交管意见",
            "外线 80 米，在限内",
            "承诺备案和施工方案均已报送：2026-11-09 10:12:30",
            "市政设施建设类审批",
            "不予许可",
            "撤销许可",
            "&lt;b&gt;",
            "此前没有整改后复查不合格，未采用",
            "许可 CNBA-1 于 2026-11-09 10:12:30 撤销，信用修复前不适用告知承诺");
    assertThat(get("/cases/" + CASE + "?lang=en").body())
        .contains("the line is 80 m", "not there at the start: consent of the traffic police");
  }

  @Test
  void lanesStandInTheOrderOfTheForm() {
    shelf.put(
        new SampleCase(CASE)
            .warning("附件", "附件：须补材料 / attachments")
            .order("E", "power", "POWER", "OWED", null)
            .order("W", "water", "WATER", "OWED", null)
            .view());

    assertThat(get("/cases/" + CASE).body())
        .containsSubsequence("<h3>濮阳县供水公司", "<h3>濮阳县供电公司")
        .contains("<li>附件：须补材料</li>");
  }

  @Test
  void showsWhatWasOverriddenAndWhatChanged() {
    shelf.put(new SampleCase(CASE).revision(2).overridden("经度", "经度：不在本县", "王窗口", "现场已核实").view());
    var change = new ChangeView("/water/households", "用水户数", null, SampleCase.json("3"));
    shelf.putRevisions(
        CASE,
        new RevisionView(1, "INTENT", SampleCase.OPENED, List.of()),
        new RevisionView(2, "FORMAL", SampleCase.OPENED, List.of(change)));

    assertThat(get("/cases/" + CASE).body())
        .contains("<li>经度：不在本县<small>（王窗口 已放行：现场已核实）</small></li>")
        .contains("第 2 版，2026-11-09 10:12:30 收到，正式申请")
        .contains("<del>（未填）</del> → <ins>3</ins>");
  }

  @Test
  void showsTheSurveyTheJointWorksAndTheOneBill() {
    var at = SampleCase.OPENED.plus(Duration.ofDays(2));
    var survey =
        new SurveyView(
            "SCHEDULED",
            true,
            2,
            at,
            "项目部",
            List.of("utility:WATER", "approval-lead"),
            List.of(new OfferView("applicant", List.of(new SlotView(at, at.plus(MINUTE))))));
    var works =
        new JointWorksView(
            1,
            "挥公大道",
            List.of("GAS", "WATER"),
            "SYNC_SEPARATE",
            LocalDate.parse("2026-12-05"),
            LocalDate.parse("2026-12-10"),
            new BigDecimal("91"),
            "安全间距不足",
            true,
            List.of("window"),
            false,
            List.of(new DeviationView("GAS", "STARTED_LATE", LocalDate.parse("2026-12-06"))));
    var bill =
        new BillView(
            "BZ-ZD1",
            List.of(new BillItemView("WATER", new BigDecimal("12000.50"))),
            new BigDecimal("12000.50"),
            at,
            List.of(new PaymentView(at, "BZ-ZD0", null)));
    shelf.put(
        new SampleCase(CASE).together(new JointView(survey, List.of(works), bill, "JOINT")).view());

    assertThat(get("/cases/" + CASE).body())
        .contains("联合踏勘", "已约定", "2026-11-11 10:12:30", "项目部", "第 2 次约定", "供水")
        .contains("挥公大道", "同步施工", "2026-12-05 至 2026-12-10", "并行 91 米", "安全间距不足")
        .contains("供气 未同步开工：2026-12-06")
        .contains("BZ-ZD1", "12000.50 元", "已缴", "未入账的缴费", "BZ-ZD0");
    assertThat(get("/cases/" + CASE + "?lang=en").body())
        .contains("Done together", "dug at the same time", "did not begin with the others");
  }

  @Test
  void speaksEnglishOnRequestAndRemembersIt() {
    shelf.put(
        new SampleCase(CASE)
            .waitsFor("等待 供气 / waiting for gas")
            .order("W", "water", "WATER", "ACCEPTED", null)
            .report(EventType.SURVEY_COMPLETED)
            .view());

    var switched = get("/cases/" + CASE + "?lang=en", "Accept-Language", "zh-CN");
    assertThat(switched.body())
        .contains(
            "<html lang=\"en\">", "Survey completed", "Puyang County Water", "waiting for gas")
        .doesNotContain("踏勘完成", "等待 供气");

    var cookie = header(switched, "Set-Cookie");
    assertThat(cookie).contains("HttpOnly", "SameSite=Lax");
    assertThat(get("/", "Cookie", cookie.split(";")[0]).body()).contains("<h1>Cases</h1>");
    assertThat(get("/", "Accept-Language", "en").body()).contains("<h1>办件</h1>");
    assertThat(get("/?lang=%3Cscript%3E").body()).contains("<html lang=\"zh-CN\">");
  }

  @Test
  void theSwitchKeepsTheFilters() {
    assertThat(get("/?q=%E5%8E%82&status=OPEN").body())
        .contains("href=\"?q=%E5%8E%82&amp;status=OPEN&amp;lang=en\"");
  }

  @Test
  void hostileTextStaysText() {
    shelf.put(
        new SampleCase(CASE)
            .applicant(HOSTILE)
            .project(HOSTILE)
            .waitsFor(HOSTILE)
            .warning(HOSTILE, HOSTILE)
            .call(HOSTILE)
            .order("W", HOSTILE, HOSTILE, "ACCEPTED", HOSTILE)
            .report(
                EventType.SURVEY_COMPLETED,
                MINUTE,
                HOSTILE,
                false,
                "{\"<b>k</b>\":\"<script>alert(3)</script>\"}")
            .view());

    for (var path :
        new String[] {"/", "/cases/" + CASE, "/?q=%3Cscript%3E%22%3E", "/%3Cscript%3E"}) {
      assertThat(get(path, "Accept", "text/html").body())
          .doesNotContain("<script>", "<img src=x", "<b>k</b>", "\"'>");
    }
    assertThat(get("/cases/" + CASE).body()).contains("&lt;script&gt;alert(1)");
  }

  @Test
  void anOpenPageIsAnsweredWithNothingWhileNothingIsNew() {
    shelf.put(new SampleCase(CASE).view());
    var again = polled(get("/cases/" + CASE).body());
    var reads = shelf.wholeReads.get();

    var nothing = get(again);
    assertThat(nothing.statusCode()).isEqualTo(204);
    assertThat(nothing.body()).isEmpty();
    assertThat(shelf.wholeReads).as("whole records read").hasValue(reads);

    shelf.put(
        new SampleCase(CASE)
            .order("W", "water", "WATER", "ACCEPTED", null)
            .report(EventType.ORDER_ACCEPTED)
            .view());
    var news = get(again).body();
    assertThat(news)
        .startsWith("<div id=\"live\"")
        .contains("seen=2", "class=\"fresh\"", "最新：濮阳县供水公司，业务受理")
        .doesNotContain("<html");
  }

  @Test
  void anOpenListIsAnsweredWithNothingWhileNothingIsNew() {
    shelf.put(new SampleCase("BZ1").view());
    var again = polled(get("/?status=OPEN").body());

    assertThat(get(again).statusCode()).isEqualTo(204);

    shelf.put(new SampleCase("BZ2").view());
    assertThat(get(again).body()).startsWith("<div id=\"list\"").contains("/cases/BZ2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nowhere",
        "/cases/BZ9",
        "/cases/a_b",
        "/cases/%E5%BC%A0%E4%B8%89",
        "/cases/BZ9/x"
      })
  void whatIsNotThereIsSaidInTheSameStyle(String path) {
    var answer = get(path, "Accept", "text/html");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("没有这一页", "lianbao.css").doesNotContain("张三");
    assertThat(get("/cases/BZ9?lang=en", "Accept", "text/html").body()).contains("No such page");
  }

  @Test
  void aFailureIsAdmittedInTheSameStyleWithoutItsInsides() {
    shelf.put(new SampleCase(CASE).project("张三的项目").view());
    shelf.breakFor(CASE);

    var answer = get("/cases/" + CASE, "Accept", "text/html");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("联报出了故障", "lianbao.css");
    assertThat(answer.body()).doesNotContain("张三", "Exception", "org.lianbao");
  }

  @Test
  void everythingComesFromThisHostAndThePolicySaysSo() {
    shelf.put(new SampleCase(CASE).view());
    var page = get("/cases/" + CASE);

    assertThat(header(page, "Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
    var links =
        Pattern.compile("(?:src|href)=\"(/(?:assets|webjars)/[^\"]+)\"").matcher(page.body());
    var found = 0;
    for (; links.find(); found++) {
      assertThat(get(links.group(1)).statusCode()).as(links.group(1)).isEqualTo(200);
    }
    assertThat(found).isGreaterThanOrEqualTo(4);
    assertThat(page.body()).doesNotContain("http://", "https://", "style=", "onclick", "<script>");
  }

  private static String polled(String page) {
    return link(page, "outerHTML");
  }

  /** The address of the first element that carries this mark. */
  private static String link(String page, String mark) {
    var address = Pattern.compile("<[^>]*(?:href|hx-get)=\"([^\"]+)\"[^>]*>").matcher(page);
    while (address.find()) {
      if (address.group().contains(mark)) {
        return address.group(1).replace("&amp;", "&");
      }
    }
    throw new AssertionError("no element with " + mark);
  }
}
