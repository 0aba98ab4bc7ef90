package org.lianbao.sandbox.water;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lianbao.sandbox.desk.Journal;
import org.lianbao.sandbox.desk.Notices;
import org.lianbao.sandbox.desk.Numbering;
import org.lianbao.sandbox.desk.Order;
import org.lianbao.sandbox.desk.OrderBook;
import org.lianbao.sandbox.desk.OrderView;
import org.lianbao.sandbox.desk.Pacer;
import org.lianbao.sandbox.desk.Papers;
import org.lianbao.sandbox.desk.Progress;
import org.lianbao.sandbox.desk.Received;
import org.lianbao.sandbox.desk.Scripts;
import org.lianbao.sandbox.desk.Simulator;
import org.lianbao.sandbox.desk.Turn;
import org.lianbao.sandbox.fault.FaultKind;
import org.lianbao.sandbox.fault.Faults;
import org.lianbao.sandbox.keys.Agreed;
import org.lianbao.sandbox.keys.Needs;
import org.lianbao.sandbox.web.Reply;
import org.lianbao.sandbox.web.Request;
import org.lianbao.sandbox.web.WebDoor;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;

/**
 * The water company's system: HTTP 200 whatever happens, the outcome in {@code code}; the bill
 * number hidden in {@code msg}; progress told only to those who ask, in full every time.
 */
public final class WaterCompany implements Simulator {

  /** What it cannot work without. */
  public static final Needs NEEDS = Needs.of("water", "secret");

  private static final List<String> STEPS =
      List.of("申请", "踏勘", "方案", "预算", "合同", "施工", "试压", "验收", "通水");

  /** Every step it can take; a road is restored where works took it. */
  private static final Set<String> CODES =
      Stream.concat(STEPS.stream(), Stream.of("恢复")).collect(Collectors.toSet());

  private final Agreed agreed;
  private final Clock clock = Clock.system();
  private final Journal journal;
  private final OrderBook book;
  private final Pacer pacer;
  private final Progress progress;
  private final Papers papers = new Papers();
  private final Received received = new Received();
  private final Notices notices;
  private Faults faults = Faults.none();

  public WaterCompany(Path directory, Agreed agreed, Duration pace, Scripts scripts)
      throws IOException {
    this.agreed = agreed;
    this.journal = Journal.open(directory, "water");
    this.book = new OrderBook(journal, new Numbering("SW"), STEPS, scripts.of("water", CODES));
    this.notices = new Notices(journal);
    this.pacer = new Pacer("water", pace, 1);
    // Nothing is sent: whoever polls sees it.
    this.progress = new Progress("water", book, pacer, clock, (order, step) -> {});
  }

  @Override
  public String name() {
    return NEEDS.partner();
  }

  @Override
  public Set<FaultKind> faults() {
    return FaultKind.ofCalls();
  }

  @Override
  public void suffer(Faults its) {
    faults = its;
    progress.suffer(its, (order, step) -> {});
  }

  /** It says 200 even then. */
  @Override
  public Reply busy() {
    return answer(500, "系统繁忙,请稍后再试", null);
  }

  @Override
  public void start(WebDoor door) {
    door.open("/wtr/install/submit", this::submit);
    door.open("/wtr/install/progress", this::progress);
    door.open("/admin/water/files", request -> Reply.json(200, papers.view()));
    progress.resume();
  }

  @Override
  public List<OrderView> orders() {
    return book.view();
  }

  @Override
  public List<Notices.Notice> notices() {
    return notices.view();
  }

  @Override
  public Optional<byte[]> received(String orderNo) {
    return received.of(orderNo);
  }

  @Override
  public void close() throws IOException {
    pacer.close();
    journal.close();
  }

  private Reply submit(Request request) {
    try {
      var form = WaterForm.read(request);
      form.verify(agreed, clock.now());
      if (WaterNotice.is(form.need("data"))) {
        return notice(WaterNotice.read(form.need("data")));
      }
      var application = WaterApplication.read(form.need("data"));
      received.keep(application.flowSn(), request.body());
      if (faults.has(FaultKind.REFUSE)) {
        throw new WaterForm.Refusal(400, "用水地址不在供水管网范围内");
      }
      var taken = book.take(application.flowSn(), application.digest(), clock.now());
      papers.keep(application.flowSn(), application.papers());
      if (taken.first()) {
        progress.begin(taken.order());
      }
      var words = taken.first() ? ",提交成功" : ",重复提交";
      return answer(200, taken.order().reference() + words, null);
    } catch (WaterForm.Refusal e) {
      return answer(e.code(), e.getMessage(), null);
    }
  }

  private Reply notice(WaterNotice notice) {
    notices.take(
        notice.noticeSn(), notice.flowSn(), notice.noticeType(), notice.content(), clock.now());
    if (notice.noticeType().equals(WaterNotice.WITHDRAWN)) {
      book.close(notice.flowSn(), clock.now());
    }
    return answer(200, "通知已收", null);
  }

  private Reply progress(Request request) {
    try {
      var form = WaterForm.read(request);
      form.verify(agreed, clock.now());
      var order =
          book.byReference(form.need("billNo"))
              .orElseThrow(() -> new WaterForm.Refusal(404, "单号不存在"));
      return answer(200, "ok", history(order));
    } catch (WaterForm.Refusal e) {
      return answer(e.code(), e.getMessage(), null);
    }
  }

  private List<Map<String, String>> history(Order order) {
    var history = new ArrayList<Map<String, String>>();
    var steps = book.steps(order.orderNo());
    for (int i = 0; i < steps.size(); i++) {
      var turn = Turn.of(steps.get(i), "1");
      var done = i < order.steps().size();
      var line = new LinkedHashMap<String, String>();
      line.put("stepName", turn.step());
      line.put("dealResult", done ? turn.result() : "");
      line.put(
          "dealTime",
          done ? WaterForm.TIME.withZone(Clock.COUNTY).format(order.steps().get(i)) : "");
      line.put("dealUser", done ? "王五" : "");
      line.put("opinion", done && turn.step().equals("预算") ? "合计 36000.00 元" : "");
      history.add(line);
    }
    if (faults.has(FaultKind.REORDER)) {
      Collections.reverse(history);
    }
    return history;
  }

  private static Reply answer(int code, String message, Object data) {
    var body = Json.mapper().createObjectNode();
    body.put("code", code);
    body.put("msg", message);
    body.set("data", Json.mapper().valueToTree(data));
    return Reply.json(200, body);
  }
}
