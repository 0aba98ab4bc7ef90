package org.lianbao.sandbox;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lianbao.sandbox.county.CountySystem;
import org.lianbao.sandbox.desk.Simulator;
import org.lianbao.sandbox.fault.FaultKind;
import org.lianbao.sandbox.fault.Faulty;
import org.lianbao.sandbox.web.Reply;
import org.lianbao.sandbox.web.Request;
import org.lianbao.sandbox.web.WebDoor;

/** What only a simulator lets you do: look inside, and make the county post. */
final class Admin {

  private static final String CASES = "/admin/county/cases/";

  private final CountySystem county;
  private final List<Simulator> others;

  Admin(CountySystem county, List<Simulator> others) {
    this.county = county;
    this.others = others;
  }

  void start(WebDoor door) {
    look(door, "/admin/health", () -> Map.of("status", "UP"));
    look(door, "/admin/simulators", this::simulators);
    look(door, "/admin/county/cases", county::cases);
    others.forEach(
        each -> {
          look(door, "/admin/" + each.name() + "/orders", each::orders);
          look(door, "/admin/" + each.name() + "/notices", each::notices);
          var received = "/admin/" + each.name() + "/received/";
          door.open(received, request -> received(each, request.path(), received));
        });
    door.open(CASES, this::events);
    door.open(
        "/admin/county/applications",
        request ->
            switch (request.method()) {
              case "GET" -> Reply.json(200, county.blank());
              case "POST" -> county.apply(request.body());
              default -> notAllowed("GET, POST");
            });
  }

  private List<Map<String, Object>> simulators() {
    return Stream.<Faulty>concat(Stream.of(county), others.stream())
        .map(
            each ->
                Map.<String, Object>of(
                    "name",
                    each.name(),
                    "takesOrders",
                    each != county,
                    "faults",
                    each.faults().stream().map(FaultKind::word).sorted().toList()))
        .toList();
  }

  private Reply events(Request request) {
    return county
        .events(request.path().substring(CASES.length()))
        .map(view -> Reply.json(200, view))
        .orElseGet(
            () -> Reply.json(404, Map.of("message", "县系统没有收到这个案件的状态 / no status of this case")));
  }

  /** The message that brought an order, byte for byte. */
  private static Reply received(Simulator simulator, String path, String prefix) {
    return simulator
        .received(path.substring(prefix.length()))
        .map(message -> new Reply(200, "application/octet-stream", message))
        .orElseGet(
            () ->
                Reply.json(
                    404, Map.of("message", "没有留存这个工单的报文 / no message of this order is kept")));
  }

  private static void look(WebDoor door, String path, View view) {
    door.open(
        path,
        request ->
            request.method().equals("GET") ? Reply.json(200, view.now()) : notAllowed("GET"));
  }

  private static Reply notAllowed(String method) {
    return Reply.json(405, Map.of("message", "只接受 " + method + " / only " + method));
  }

  @FunctionalInterface
  private interface View {
    Object now() throws IOException;
  }
}
