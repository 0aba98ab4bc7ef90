package org.lianbao.sandbox;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lianbao.sandbox.fault.Fault;
import org.lianbao.sandbox.fault.FaultBoard;
import org.lianbao.sandbox.fault.FaultRefused;
import org.lianbao.sandbox.fault.FaultRequest;
import org.lianbao.sandbox.web.Reply;
import org.lianbao.sandbox.web.Request;
import org.lianbao.sandbox.web.WebDoor;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;

/** {@code /admin/faults}: faults are begun, seen and ended. */
record FaultPages(FaultBoard board) {

  private static final String PATH = "/admin/faults";

  void start(WebDoor door) {
    door.open(PATH, this::all);
    door.open(PATH + "/", this::one);
  }

  private Reply all(Request request) {
    return switch (request.method()) {
      case "GET" -> Reply.json(200, board.now().stream().map(FaultPages::view).toList());
      case "POST" -> begin(request);
      default -> message(405, "只接受 GET 和 POST / only GET and POST");
    };
  }

  private Reply begin(Request request) {
    // A web page that is open beside the sandbox cannot send this type unasked.
    if (!request.isUtf8("application/json", false)) {
      return message(415, "Content-Type 应为 application/json / must be application/json");
    }
    try {
      var asked = FaultRequest.of(Json.read(request.body()));
      return Reply.json(201, view(board.begin(asked)));
    } catch (Json.MalformedJson e) {
      return message(400, "请求体不是 JSON / the body is not JSON");
    } catch (FaultRefused e) {
      return message(400, e.getMessage());
    }
  }

  private Reply one(Request request) {
    if (!request.method().equals("DELETE")) {
      return message(405, "只接受 DELETE / only DELETE");
    }
    var id = request.path().substring(PATH.length() + 1);
    return board
        .end(id)
        .map(fault -> Reply.json(200, view(fault)))
        .orElseGet(() -> message(404, "没有这个故障，或已结束 / no such fault is on"));
  }

  private static Map<String, Object> view(Fault fault) {
    var view = new LinkedHashMap<String, Object>();
    view.put("id", fault.id());
    view.put("partner", fault.partner());
    view.put("fault", fault.kind().word());
    view.put("arg", fault.arg());
    view.put("until", fault.until().map(FaultPages::time).orElse(""));
    return view;
  }

  private static String time(Instant at) {
    var local = ZonedDateTime.ofInstant(at, Clock.COUNTY).truncatedTo(ChronoUnit.SECONDS);
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(local);
  }

  private static Reply message(int status, String words) {
    return Reply.json(status, Map.of("message", words));
  }
}
