package org.lianbao.sandbox;

import java.util.Map;
import org.lianbao.sandbox.scenario.Playbook;
import org.lianbao.sandbox.scenario.UnknownScenario;
import org.lianbao.sandbox.web.Reply;
import org.lianbao.sandbox.web.Request;
import org.lianbao.sandbox.web.WebDoor;

/** {@code /admin/scenarios}: scenarios are listed, begun by name, and judged by case. */
record ScenarioPages(Playbook playbook) {

  private static final String PATH = "/admin/scenarios";

  void start(WebDoor door) {
    door.open(
        PATH,
        request ->
            request.method().equals("GET")
                ? Reply.json(200, playbook.list())
                : message(405, "只接受 GET / only GET"));
    door.open(PATH + "/", this::one);
  }

  private Reply one(Request request) {
    var name = request.path().substring(PATH.length() + 1);
    if (request.isPost()) {
      return begin(name);
    }
    return playbook
        .verdict(name)
        .map(verdict -> Reply.json(200, verdict))
        .orElseGet(() -> message(404, "不是场景中的办件 / no case of a scenario"));
  }

  private Reply begin(String name) {
    try {
      return playbook.begin(name);
    } catch (UnknownScenario e) {
      return message(404, e.getMessage());
    }
  }

  private static Reply message(int status, String words) {
    return Reply.json(status, Map.of("message", words));
  }
}
