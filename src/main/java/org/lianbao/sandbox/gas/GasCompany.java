package org.lianbao.sandbox.gas;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
import org.lianbao.sandbox.jms.BrokerAccount;
import org.lianbao.sandbox.jms.BrokerLink;
import org.lianbao.sandbox.keys.Agreed;
import org.lianbao.sandbox.keys.Needs;
import org.lianbao.sandbox.web.Reply;
import org.lianbao.sandbox.web.WebDoor;
import org.lianbao.shared.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gas company's system: applications from one queue, statuses into another, each at least once
 * and always under the same event id. A bad application is refused with status 21.
 */
public final class GasCompany implements Simulator {

  /** What it cannot work without. */
  public static final Needs NEEDS = Needs.of("gas", "broker-password", "secret");

  private static final Logger LOG = LoggerFactory.getLogger(GasCompany.class);
  private static final int MAX_BODY = 4 * 1024 * 1024;

  private final Agreed agreed;
  private final Clock clock = Clock.system();
  private final Journal journal;
  private final OrderBook book;
  private final Pacer pacer;
  private final Progress progress;
  private final GasPapers papers = new GasPapers();
  private final Received received = new Received();
  private final Notices notices;
  private final BrokerLink link;
  private Faults faults = Faults.none();

  public GasCompany(Path directory, Agreed agreed, Duration pace, String brokerUrl, Scripts scripts)
      throws IOException {
    this.agreed = agreed;
    this.journal = Journal.open(directory, "gas");
    this.book =
        new OrderBook(
            journal, new Numbering("RQ"), GasStatus.STEPS, scripts.of("gas", GasStatus.codes()));
    this.notices = new Notices(journal);
    this.pacer = new Pacer("gas", pace, 4);
    this.link =
        new BrokerLink(
            BrokerAccount.of(agreed, brokerUrl),
            "RQ.INSTALL.APPLY",
            "RQ.INSTALL.STATUS",
            this::take);
    this.progress = new Progress("gas", book, pacer, clock, this::tell);
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
    link.suffer(its);
    progress.suffer(its, this::tellRubbish);
  }

  /** Connects as soon as the broker is there; only the admin page has an address. */
  @Override
  public void start(WebDoor door) {
    door.open(
        "/admin/gas/broker", request -> Reply.json(200, Map.of("connected", link.isConnected())));
    door.open("/admin/gas/files", request -> Reply.json(200, papers.view()));
    link.start();
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
    link.close();
    journal.close();
  }

  private void take(Message message) throws JMSException {
    if (!(message instanceof TextMessage text) || text.getText() == null) {
      LOG.warn("gas: ignored a message that is not text");
      return;
    }
    var body = text.getText();
    var properties = BrokerLink.properties(text, "msg_type", "biz_no", "schema_ver", "sign");
    if (body.length() > MAX_BODY) {
      LOG.warn("gas: ignored a message of {} characters", body.length());
      return;
    }
    if (GasNotice.TYPE.equals(properties.get("msg_type"))) {
      GasNotice.read(body, properties, agreed.text("secret"))
          .ifPresentOrElse(
              this::keep, () -> LOG.warn("gas: ignored a notice with faults or a wrong sign"));
      return;
    }
    var application = GasApplication.read(body, properties, agreed.text("secret"));
    if (application.faults().isEmpty() && !papers.fetch(application)) {
      application = application.withFault("files");
    }
    if (application.faults().isEmpty() && faults.has(FaultKind.REFUSE)) {
      send(GasStatus.refusal(application, clock.now(), "不在燃气管网覆盖范围"));
    } else if (application.faults().isEmpty()) {
      received.keep(application.installNo(), body.getBytes(StandardCharsets.UTF_8));
      var taken = book.take(application.installNo(), application.digest(), clock.now());
      if (taken.first()) {
        progress.begin(taken.order());
      }
    } else {
      refuse(application);
    }
  }

  private void keep(GasNotice notice) {
    notices.take(
        notice.noticeNo(), notice.installNo(), notice.type(), notice.content(), clock.now());
    if (notice.type().equals(GasNotice.WITHDRAWN)) {
      book.close(notice.installNo(), clock.now());
    }
  }

  private void refuse(GasApplication application) throws JMSException {
    // A bad copy of a good order must not end it.
    if (application.installNo().isBlank() || book.find(application.installNo()).isPresent()) {
      LOG.warn("gas: ignored a message with faults in {}", application.faults());
      return;
    }
    var memo = "字段缺失或类型不符: " + String.join(", ", application.faults());
    send(GasStatus.refusal(application, clock.now(), memo));
    LOG.warn("gas: refused {} for {}", application.installNo(), application.faults());
  }

  private void tell(Order order, int step) throws JMSException {
    send(GasStatus.of(order, step, book.steps(order.orderNo()).get(step)));
  }

  private void tellRubbish(Order order, int step) throws JMSException {
    link.send(FaultyDoor.garbage(), Map.of("msg_type", "STATUS", "biz_no", order.orderNo()));
  }

  private void send(GasStatus status) throws JMSException {
    link.send(status.body(), status.properties(agreed.text("secret")));
  }
}
