package org.lianbao.sandbox.power;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lianbao.sandbox.desk.Journal;
import org.lianbao.sandbox.desk.Notices;
import org.lianbao.sandbox.desk.Numbering;
import org.lianbao.sandbox.desk.Order;
import org.lianbao.sandbox.desk.OrderBook;
import org.lianbao.sandbox.desk.OrderView;
import org.lianbao.sandbox.desk.Pacer;
import org.lianbao.sandbox.desk.Progress;
import org.lianbao.sandbox.desk.Received;
import org.lianbao.sandbox.desk.Scripts;
import org.lianbao.sandbox.desk.Simulator;
import org.lianbao.sandbox.fault.FaultKind;
import org.lianbao.sandbox.fault.Faults;
import org.lianbao.sandbox.fault.FaultyDoor;
import org.lianbao.sandbox.keys.Agreed;
import org.lianbao.sandbox.keys.Needs;
import org.lianbao.sandbox.web.Reply;
import org.lianbao.sandbox.web.Request;
import org.lianbao.sandbox.web.StrictText;
import org.lianbao.sandbox.web.WebDoor;
import org.lianbao.shared.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** The power grid's system: SOAP applications in, SOAP callbacks out until each is acknowledged. */
public final class PowerGrid implements Simulator {

  /** What it cannot work without. */
  public static final Needs NEEDS = Needs.of("power", "secret");

  private static final Logger LOG = LoggerFactory.getLogger(PowerGrid.class);
  private static final int MAX_ANSWER = 1024 * 1024;

  private final Agreed agreed;
  private final URI callbackUrl;
  private final Clock clock = Clock.system();
  private final PowerSchema schema = new PowerSchema();
  private final Journal journal;
  private final OrderBook book;
  private final Pacer pacer;
  private final Progress progress;
  private final PowerPapers papers = new PowerPapers();
  private final Received received = new Received();
  private final Notices notices;
  private Faults faults = Faults.none();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  public PowerGrid(Path directory, Agreed agreed, Duration pace, URI hub, Scripts scripts)
      throws IOException {
    this.agreed = agreed;
    this.callbackUrl = URI.create(hub.toString().replaceAll("/+$", "") + "/callbacks/power");
    this.journal = Journal.open(directory, "power");
    this.book =
        new OrderBook(
            journal,
            new Numbering("3241"),
            PowerCallback.STEPS,
            scripts.of("power", PowerCallback.codes()));
    this.notices = new Notices(journal);
    this.pacer = new Pacer("power", pace, 8);
    this.progress = new Progress("power", book, pacer, clock, this::tell);
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
    progress.suffer(its, (order, step) -> post(FaultyDoor.garbage()));
  }

  @Override
  public Reply busy() {
    return Reply.xml(200, acknowledgement("9999", "系统繁忙", ""));
  }

  @Override
  public void start(WebDoor door) {
    door.open("/yk/services/bz", this::apply);
    door.open("/admin/power/files", request -> Reply.json(200, papers.view()));
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

  private Reply apply(Request request) {
    try {
      var message = PowerRequest.read(request, agreed.text("secret"));
      return Reply.xml(200, answer(message, request.body()));
    } catch (PowerRequest.Refusal e) {
      return Reply.xml(500, Soap.clientFault(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("power: an application failed", e);
      return Reply.xml(200, acknowledgement("9999", "系统异常", ""));
    }
  }

  private String answer(PowerRequest message, byte[] raw) {
    var missing = schema.missing(message.application());
    if (!missing.isEmpty()) {
      return acknowledgement("0009", "缺少参数: " + String.join(", ", missing), "");
    }
    var wrong = schema.faults(message.application());
    if (!wrong.isEmpty()) {
      return acknowledgement("0009", "参数不符合规范: " + String.join(", ", wrong), "");
    }
    if (message.notice()) {
      return noticed(message.application());
    }
    if (faults.has(FaultKind.REFUSE)) {
      return acknowledgement("0010", "用电地址不在供电范围内", "");
    }
    var orderNo = Soap.text(message.application(), "YSQBH");
    var unread = papers.fetch(orderNo, message.application());
    if (!unread.isEmpty()) {
      return acknowledgement("0009", "材料文件无法读取或与摘要不符: " + String.join(", ", unread), "");
    }
    received.keep(orderNo, raw);
    var taken = book.take(orderNo, message.digest(), clock.now());
    if (!taken.first()) {
      return acknowledgement("0011", "重复申请", taken.order().reference());
    }
    progress.begin(taken.order());
    return acknowledgement("0000", "成功", taken.order().reference());
  }

  /** A notice of type 03 withdraws: nobody works on the application any more. */
  private String noticed(Element notice) {
    var concerns = Soap.text(notice, "YSQBH");
    var type = Soap.text(notice, "TZLX");
    var first =
        notices.take(
            Soap.text(notice, "TZBH"), concerns, type, Soap.text(notice, "TZNR"), clock.now());
    if (type.equals("03")) {
      book.close(concerns, clock.now());
    }
    return acknowledgement(first ? "0000" : "0011", first ? "成功" : "重复通知", "");
  }

  private static String acknowledgement(String code, String words, String reference) {
    return Soap.envelope(
        "",
        "<yk:tjysqXy><FHDM>"
            + code
            + "</FHDM><FHXX>"
            + Soap.escape(words)
            + "</FHXX><GDLSH>"
            + reference
            + "</GDLSH></yk:tjysqXy>");
  }

  private void tell(Order order, int step) throws IOException, InterruptedException {
    var callback = new PowerCallback(order, step, book.steps(order.orderNo()).get(step));
    var envelope = callback.envelope(agreed.text("secret"), clock.now());
    var answer = post(envelope.getBytes(StandardCharsets.UTF_8));
    byte[] bytes;
    try (var body = answer.body()) {
      bytes = body.readNBytes(MAX_ANSWER);
    }
    if (answer.statusCode() != 200 || !code(bytes).equals("0000")) {
      throw new IOException(
          "status " + answer.statusCode() + " to callback " + callback.requestNo());
    }
  }

  private HttpResponse<InputStream> post(byte[] document) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(callbackUrl)
            .timeout(Duration.ofSeconds(15))
            .header("Content-Type", "text/xml; charset=UTF-8")
            .header("SOAPAction", "\"" + Soap.GRID + ":hjfk\"")
            .POST(HttpRequest.BodyPublishers.ofByteArray(document))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
  }

  /** The FHDM of the hub's answer. */
  private static String code(byte[] answer) throws IOException {
    try {
      var envelope = Soap.parse(StrictText.utf8(answer)).getDocumentElement();
      return Soap.child(envelope, Soap.ENVELOPE, "Body")
          .flatMap(body -> Soap.child(body, Soap.GRID, "hjfkXy"))
          .map(reply -> Soap.text(reply, "FHDM"))
          .orElse("");
    } catch (SAXException e) {
      throw new IOException("the answer is not XML", e);
    }
  }
}
