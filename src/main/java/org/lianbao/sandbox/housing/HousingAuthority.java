package org.lianbao.sandbox.housing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.lianbao.sandbox.desk.Journal;
import org.lianbao.sandbox.desk.Numbering;
import org.lianbao.sandbox.desk.Order;
import org.lianbao.sandbox.desk.OrderBook;
import org.lianbao.sandbox.desk.OrderView;
import org.lianbao.sandbox.desk.Pacer;
import org.lianbao.sandbox.desk.Progress;
import org.lianbao.sandbox.desk.Received;
import org.lianbao.sandbox.desk.Script;
import org.lianbao.sandbox.desk.Simulator;
import org.lianbao.sandbox.fault.FaultKind;
import org.lianbao.sandbox.fault.Faults;
import org.lianbao.sandbox.fault.FaultyDoor;
import org.lianbao.sandbox.keys.Agreed;
import org.lianbao.sandbox.keys.Needs;
import org.lianbao.sandbox.web.Reply;
import org.lianbao.sandbox.web.Request;
import org.lianbao.sandbox.web.WebDoor;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The housing authority's system: sealed applications in, sealed answers and sealed opinions out.
 * Every opinion is sent twice, in two envelopes.
 */
public final class HousingAuthority implements Simulator {

  /** What it cannot work without: the hub's public key and its own private one. */
  public static final Needs NEEDS =
      Needs.of("housing", "sm4-key", "sign-key-public", "partner-key-private");

  private static final Logger LOG = LoggerFactory.getLogger(HousingAuthority.class);
  private static final List<String> STEPS = List.of("出具意见", "重发意见");
  private static final int MAX_ANSWER = 1024 * 1024;
  private static final Duration REMEMBERED = Duration.ofMinutes(11);

  private final Seal seal;
  private final URI callbackUrl;
  private final Clock clock = Clock.system();
  private final Journal journal;
  private final OrderBook book;
  private final Pacer pacer;
  private final Progress progress;
  private final Received received = new Received();
  private final Map<String, String> types = new ConcurrentHashMap<>();
  private final Map<String, Instant> seen = new ConcurrentHashMap<>();
  private Faults faults = Faults.none();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  public HousingAuthority(Path directory, Agreed agreed, Duration pace, URI hub)
      throws IOException {
    this.seal = new Seal(agreed);
    this.callbackUrl = URI.create(hub.toString().replaceAll("/+$", "") + "/callbacks/housing");
    this.journal = Journal.open(directory, "housing");
    this.book = new OrderBook(journal, new Numbering("ZJ"), STEPS, Script.USUAL);
    journal.replay(
        fact -> {
          if (fact.path("what").asText().equals("type")) {
            types.put(fact.path("bizNo").asText(), fact.path("bizType").asText());
          }
        });
    this.pacer = new Pacer("housing", pace, 4);
    this.progress = new Progress("housing", book, pacer, clock, this::tell);
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
    return sealed(words("9999", "系统繁忙"));
  }

  @Override
  public void start(WebDoor door) {
    door.open("/zjj/gateway/bz", this::take);
    progress.resume();
  }

  @Override
  public List<OrderView> orders() {
    return book.view();
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

  /** HTTP 200 whatever happens, the outcome in the sealed code. */
  private Reply take(Request request) {
    ObjectNode answer;
    try {
      answer = answer(request);
    } catch (Seal.Refusal e) {
      answer = words(e.code(), e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("housing: an application failed", e);
      answer = words("9999", "系统异常");
    }
    return sealed(answer);
  }

  private Reply sealed(ObjectNode answer) {
    return new Reply(200, "application/json; charset=UTF-8", seal.close(answer, clock.now()));
  }

  private ObjectNode answer(Request request) throws Seal.Refusal {
    if (!request.isPost() || !request.isUtf8("application/json", true)) {
      throw new Seal.Refusal("1400", "需要 POST application/json; charset=UTF-8");
    }
    var now = clock.now();
    var opened = seal.open(request.body(), now);
    if (copied(opened.signature(), now)) {
      throw new Seal.Refusal("1404", "报文重复使用，请重新加密签名");
    }
    var application = HousingApplication.read(opened.content());
    received.keep(
        application.bizNo(), Json.write(opened.content()).getBytes(StandardCharsets.UTF_8));
    if (faults.has(FaultKind.REFUSE)) {
      return words("1002", "项目不在本局受理范围").put("bizNo", application.bizNo());
    }
    return taken(application, now);
  }

  private synchronized ObjectNode taken(HousingApplication application, Instant now) {
    if (types.putIfAbsent(application.bizNo(), application.bizType()) == null) {
      journal.append(
          Map.of("what", "type", "bizNo", application.bizNo(), "bizType", application.bizType()));
    }
    var known = book.find(application.bizNo());
    var taken = book.take(application.bizNo(), application.digest(), now);
    if (known.isPresent() && !known.get().digest().equals(application.digest())) {
      return words("1409", "业务编号已存在，内容不同");
    }
    if (taken.first()) {
      progress.begin(taken.order());
    }
    return words("0", taken.first() ? "接收成功" : "重复报送")
        .put("bizNo", application.bizNo())
        .put("acceptNo", taken.order().reference());
  }

  /** Whether this very envelope came before. */
  private boolean copied(String signature, Instant now) {
    seen.values().removeIf(at -> at.isBefore(now.minus(REMEMBERED)));
    return seen.putIfAbsent(signature, now) != null;
  }

  private void tell(Order order, int step) throws IOException, InterruptedException {
    var sealed = seal.close(opinion(order), clock.now());
    var answer = post(sealed.getBytes(StandardCharsets.UTF_8));
    byte[] bytes;
    try (var body = answer.body()) {
      bytes = body.readNBytes(MAX_ANSWER);
    }
    if (answer.statusCode() != 200) {
      throw new IOException("status " + answer.statusCode() + " to opinion " + (step + 1));
    }
    try {
      var code = seal.open(bytes, clock.now()).content().path("code").asText();
      if (!code.equals("0")) {
        throw new IOException("code " + code + " to opinion " + (step + 1));
      }
    } catch (Seal.Refusal e) {
      throw new IOException("the answer cannot be trusted: " + e.getMessage(), e);
    }
  }

  private HttpResponse<InputStream> post(byte[] document) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(callbackUrl)
            .timeout(Duration.ofSeconds(15))
            .header("Content-Type", "application/json; charset=UTF-8")
            .POST(HttpRequest.BodyPublishers.ofByteArray(document))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
  }

  /** The same whenever it is sent: it is made from the order alone. */
  private ObjectNode opinion(Order order) {
    var type = types.getOrDefault(order.orderNo(), "");
    var acceptance = type.equals("JOINT_ACCEPTANCE");
    var opinion = Json.mapper().createObjectNode();
    opinion.put("bizType", type).put("bizNo", order.orderNo()).put("result", "PASS");
    opinion.put("opinionNo", (acceptance ? "YS" : "SC") + order.reference().substring(2));
    opinion.put("opinion", acceptance ? "联合验收合格" : "施工图审查合格");
    opinion.putArray("reviewers").add("钱七").add("孙八");
    return opinion.put("finishTime", order.steps().get(0).getEpochSecond());
  }

  private static ObjectNode words(String code, String message) {
    return Json.mapper().createObjectNode().put("code", code).put("message", message);
  }
}
