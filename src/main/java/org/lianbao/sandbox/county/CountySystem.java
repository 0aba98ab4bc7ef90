package org.lianbao.sandbox.county;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.lianbao.sandbox.desk.Journal;
import org.lianbao.sandbox.exchange.ExchangeServer;
import org.lianbao.sandbox.fault.FaultKind;
import org.lianbao.sandbox.fault.Faults;
import org.lianbao.sandbox.fault.Faulty;
import org.lianbao.sandbox.jms.BrokerAccount;
import org.lianbao.sandbox.keys.Agreed;
import org.lianbao.sandbox.web.Reply;
import org.lianbao.sandbox.web.Request;
import org.lianbao.sandbox.web.StrictText;
import org.lianbao.sandbox.web.WebDoor;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;

/**
 * The county's approval system: it posts applications to the hub and keeps the statuses the hub
 * tells it, in the order of their numbers without a gap.
 */
public final class CountySystem implements AutoCloseable, Faulty {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> REQUIRED =
      List.of(
          "caseNo",
          "upstreamApplyNo",
          "seq",
          "eventCode",
          "eventName",
          "stage",
          "occurredAt",
          "receivedAt");

  private final Clock clock = Clock.system();
  private final CountySignature signature;

  /** Its queues or tables; {@code null} if it talks over HTTP. */
  private final CountyLine line;

  private final ApplicationPost post;
  private final Journal journal;
  private final CaseRecords records;
  private Faults faults = Faults.none();
  private String lastNumber = "";
  private final CountyFiles files = new CountyFiles();

  /**
   * Opens its journal; it talks to the hub the way its setting {@code channel} says.
   *
   * @param exchange the server its exchange tables are on, if there is one
   * @throws IOException with a message for people if it cannot talk that way
   */
  public CountySystem(
      Path directory, Agreed agreed, URI hub, String brokerUrl, Optional<ExchangeServer> exchange)
      throws IOException {
    this.signature = new CountySignature(CountyKey.of(agreed), clock);
    this.line = line(agreed, brokerUrl, exchange);
    this.post = line == null ? new CountyPost(hub, signature) : line;
    this.journal = Journal.open(directory, "county");
    this.records = new CaseRecords(journal);
  }

  private CountyLine line(Agreed agreed, String brokerUrl, Optional<ExchangeServer> exchange)
      throws IOException {
    var channel = agreed.text("channel", "http");
    return switch (channel) {
      case "http" -> null;
      case "jms" ->
          new CountyQueues(BrokerAccount.of(agreed, brokerUrl), signature, this::keepOrHold);
      case "table" ->
          new CountyTables(
              exchange.orElseThrow(
                  () -> new IOException("沙箱没有开数据库 / the sandbox has no database: --db-port")),
              agreed,
              signature,
              this::keep);
      default ->
          throw new IOException(
              "lianbao.partners.county.channel 应为 http、jms 或 table / must be http, jms or table");
    };
  }

  @Override
  public String name() {
    return CountyKey.NEEDS.partner();
  }

  @Override
  public Set<FaultKind> faults() {
    return line == null
        ? EnumSet.of(
            FaultKind.DOWN, FaultKind.SLOW, FaultKind.FLAKY, FaultKind.DUPLICATE, FaultKind.GARBAGE)
        : line.faults();
  }

  @Override
  public void suffer(Faults its) {
    faults = its;
    if (line != null) {
      line.suffer(its);
    }
  }

  @Override
  public Reply busy() {
    return answer(503, "1503", "系统繁忙");
  }

  /**
   * Opens where the hub fetches files, and the address, queue or table it tells its statuses to.
   */
  public void start(WebDoor door) {
    files.start(door);
    door.open("/openapi/bz/list", this::list);
    door.open("/admin/county/lose/", this::lose);
    if (line == null) {
      door.open("/openapi/bz/status", this::status);
    } else {
      line.start();
    }
  }

  /** The statuses of a case as received; empty if there are none. */
  public Optional<Map<String, Object>> events(String caseNo) {
    return records.view(caseNo);
  }

  /** The statuses of a case in their order; none if it is unknown. */
  public List<JsonNode> statuses(String caseNo) {
    return records.statuses(caseNo);
  }

  /** Every case it was told of. */
  public List<CaseLine> cases() {
    return records.lines();
  }

  /** A new application such as the built-in one, complete, to be changed and posted. */
  public ObjectNode blank() {
    return blank(Json.mapper().createObjectNode());
  }

  /** The same, changed by a JSON merge patch; its number has not been used before. */
  public synchronized ObjectNode blank(JsonNode change) {
    var last = Stream.of(lastNumber, records.lastNumber()).max(String::compareTo).orElseThrow();
    var form = DefaultApplication.fresh(clock.now(), last, change);
    lastNumber = form.path("upstreamApplyNo").asText();
    files.attach(form);
    return form;
  }

  /**
   * Posts an application, trying for 60 s while the hub is away or answers 5xx.
   *
   * @param document the application; empty for the built-in one, which is posted anew only when the
   *     last is over
   */
  public Reply apply(byte[] document) {
    if (document.length > 0) {
      return reply(postPatiently(document));
    }
    ObjectNode own;
    synchronized (this) {
      own = records.ownApplication().orElse(null);
      if (own == null) {
        own = blank();
        records.own(own);
      }
    }
    var answer = postPatiently(Json.write(own).getBytes(StandardCharsets.UTF_8));
    if (answer.isPresent() && answer.get().status() / 100 == 4) {
      records.refused(own);
    }
    return reply(answer);
  }

  @Override
  public void close() throws IOException {
    if (line != null) {
      line.close();
    }
    journal.close();
  }

  private Reply status(Request request) {
    if (!request.isPost()) {
      return answer(405, "1405", "只接受 POST");
    }
    var fault = signature.fault(request);
    if (fault.isPresent()) {
      return answer(401, "1401", fault.get());
    }
    if (!request.isUtf8("application/json", false)) {
      return answer(415, "1415", "Content-Type 应为 application/json; charset=UTF-8");
    }
    var verdict = keep(request.body());
    return answer(200, verdict.code(), verdict.message());
  }

  private Reply list(Request request) {
    var fault = signature.fault(request);
    if (!request.isPost() || fault.isPresent()) {
      return answer(401, "1401", fault.orElse("只接受 POST"));
    }
    try {
      var asked = Json.read(request.body());
      var day = LocalDate.parse(asked.path("date").asText());
      var page = asked.path("pageNo").asInt();
      var size = asked.path("pageSize").asInt();
      if (page < 1 || size < 1 || size > 500) {
        return answer(400, "1400", "pageNo 从 1 起，pageSize 不超过 500");
      }
      var all = records.on(day);
      var pages = (all.size() + size - 1) / size;
      var list = all.stream().skip((page - 1L) * size).limit(size).toList();
      return Reply.json(
          200,
          Map.of(
              "code",
              "0",
              "message",
              "成功",
              "data",
              Map.of("total", all.size(), "pageNo", page, "pages", pages, "list", list)));
    } catch (DateTimeException | Json.MalformedJson e) {
      return answer(400, "1400", "date 应为 yyyy-MM-dd");
    }
  }

  /** Loses the last statuses of a case: POST {@code /admin/county/lose/<caseNo>/<how many>}. */
  private Reply lose(Request request) {
    var path = request.path().substring("/admin/county/lose/".length()).split("/");
    if (!request.isPost() || path.length != 2 || !path[1].matches("[1-9][0-9]{0,3}")) {
      return Reply.json(400, Map.of("message", "POST /admin/county/lose/<caseNo>/<n>"));
    }
    records.lose(path[0], Integer.parseInt(path[1]));
    return Reply.json(200, records.lines());
  }

  private Verdict keep(byte[] status) {
    JsonNode event;
    try {
      StrictText.utf8(status);
      event = Json.read(status);
    } catch (CharacterCodingException e) {
      return Verdict.unreadable("报文不是 UTF-8");
    } catch (Json.MalformedJson e) {
      return Verdict.unreadable("报文不是 JSON");
    }
    var missing = REQUIRED.stream().filter(name -> event.path(name).asText("").isBlank()).toList();
    if (!missing.isEmpty()) {
      return Verdict.unreadable("缺少 " + String.join(", ", missing));
    }
    if (!event.get("seq").isInt() || event.get("seq").asInt() < 1) {
      return Verdict.unreadable("seq 应为正整数");
    }
    return switch (records.keep(event)) {
      case NEW, REPEATED -> Verdict.KEPT;
      case GAP -> new Verdict("1409", "缺少序号 " + records.nextNumber(event.get("caseNo").asText()));
      case CONTRADICTION -> new Verdict("1410", "序号 " + event.get("seq").asInt() + " 已有不同的事件");
    };
  }

  /** Of a queue, whose order a rollback disturbs: what is too early is kept for later. */
  private Verdict keepOrHold(byte[] status) {
    var verdict = keep(status);
    if (!verdict.tooEarly()) {
      return verdict;
    }
    records.hold(Json.read(status));
    return Verdict.KEPT;
  }

  private Optional<CountyPost.Answer> postPatiently(byte[] document) {
    var end = clock.now().plus(PATIENCE);
    Optional<CountyPost.Answer> last = Optional.empty();
    try {
      for (long wait = 100; ; wait = Math.min(2_000, wait * 2)) {
        try {
          last = Optional.of(posted(document));
          if (last.get().status() < 500) {
            return last;
          }
        } catch (IOException e) {
          last = Optional.empty();
        }
        if (!clock.now().plusMillis(wait).isBefore(end)) {
          return last;
        }
        TimeUnit.MILLISECONDS.sleep(wait);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return last;
    }
  }

  private CountyPost.Answer posted(byte[] document) throws IOException, InterruptedException {
    if (faults.has(FaultKind.DUPLICATE)) {
      post.post(document);
    }
    var answer = post.post(document);
    if (answer.status() == 202) {
      records.sent(
          Json.read(document),
          Json.read(answer.body().getBytes(StandardCharsets.UTF_8)),
          clock.now());
    }
    return answer;
  }

  private Reply reply(Optional<CountyPost.Answer> answer) {
    if (answer.isEmpty()) {
      return Reply.json(
          504,
          Map.of(
              "httpStatus",
              0,
              "message",
              "平台 60 秒内无应答 / the hub at " + post.destination() + " is silent"));
    }
    var body = new LinkedHashMap<String, Object>();
    body.put("httpStatus", answer.get().status());
    body.put("answer", answer.get().readable());
    return Reply.json(200, body);
  }

  private static Reply answer(int status, String code, String message) {
    var body = new LinkedHashMap<String, String>();
    body.put("code", code);
    body.put("message", message);
    return Reply.json(status, body);
  }
}
