package org.lianbao.sandbox.county;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.lianbao.sandbox.desk.Journal;
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
public final class CountySystem implements AutoCloseable {

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
  private final CountyPost post;
  private final Journal journal;
  private final CaseRecords records;

  public CountySystem(Path directory, CountyKey agreed, URI hub) throws IOException {
    this.signature = new CountySignature(agreed, clock);
    this.post = new CountyPost(hub, signature);
    this.journal = Journal.open(directory, "county");
    this.records = new CaseRecords(journal);
  }

  /** Opens the address the hub tells its statuses to. */
  public void start(WebDoor door) {
    door.open("/openapi/bz/status", this::status);
  }

  /** The statuses of a case as received; empty if there are none. */
  public Optional<Map<String, Object>> events(String caseNo) {
    return records.view(caseNo);
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
        own = DefaultApplication.fresh(clock.now(), records.lastNumber());
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
    JsonNode event;
    try {
      StrictText.utf8(request.body());
      event = Json.read(request.body());
    } catch (CharacterCodingException e) {
      return answer(200, "1400", "报文不是 UTF-8");
    } catch (Json.MalformedJson e) {
      return answer(200, "1400", "报文不是 JSON");
    }
    var missing = REQUIRED.stream().filter(name -> event.path(name).asText("").isBlank()).toList();
    if (!missing.isEmpty()) {
      return answer(200, "1400", "缺少 " + String.join(", ", missing));
    }
    if (!event.get("seq").isInt() || event.get("seq").asInt() < 1) {
      return answer(200, "1400", "seq 应为正整数");
    }
    return switch (records.keep(event)) {
      case NEW, REPEATED -> answer(200, "0", "成功");
      case GAP -> answer(200, "1409", "缺少序号 " + records.nextNumber(event.get("caseNo").asText()));
      case CONTRADICTION -> answer(200, "1410", "序号 " + event.get("seq").asInt() + " 已有不同的事件");
    };
  }

  private Optional<CountyPost.Answer> postPatiently(byte[] document) {
    var end = clock.now().plus(PATIENCE);
    Optional<CountyPost.Answer> last = Optional.empty();
    try {
      for (long wait = 100; ; wait = Math.min(2_000, wait * 2)) {
        try {
          last = Optional.of(post.post(document));
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

  private Reply reply(Optional<CountyPost.Answer> answer) {
    if (answer.isEmpty()) {
      return Reply.json(
          504,
          Map.of(
              "httpStatus",
              0,
              "message",
              "平台 60 秒内无应答 / the hub at " + post.target() + " is silent"));
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
