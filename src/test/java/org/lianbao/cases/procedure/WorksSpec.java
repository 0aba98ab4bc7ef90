package org.lianbao.cases.procedure;

import static org.lianbao.cases.CaseFixture.OPENED;
import static org.lianbao.cases.CaseFixture.reported;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lianbao.application.Application;
import org.lianbao.cases.CaseFixture;
import org.lianbao.cases.Cases;
import org.lianbao.cases.EventType;
import org.lianbao.cases.NotPossible;
import org.lianbao.cases.Told;
import org.lianbao.rules.Rulebook;
import org.lianbao.shared.Json;

/** A case with external works among departments that all have systems, and what it is told. */
final class WorksSpec {

  static final String NO = CaseSpec.CASE_NO;
  static final String WATER = NO + "-W";
  static final String GAS = NO + "-G";
  static final String HOLDER = "91410928MA0TE5T16H";

  /** Small works of water and gas under a road. */
  static final String SMALL_WATER =
      "{\"service\":\"WATER\",\"length\":180,\"roadDug\":true,\"greenArea\":8}";

  static final String SMALL_GAS = "{\"service\":\"GAS\",\"length\":60,\"roadDug\":true}";
  static final String LONG_GAS = "{\"service\":\"GAS\",\"length\":260,\"roadDug\":true}";

  static final Map<String, Takers.Taker> TAKERS =
      Map.of(
          "utility:WATER", new Takers.Taker("water", "W"),
          "utility:GAS", new Takers.Taker("gas", "G"),
          "approval-lead", new Takers.Taker("xzsp", "SP"),
          "drawing-review", new Takers.Taker("zjj", "ZJ"),
          "urban-management", new Takers.Taker("cgj", "CG"),
          "traffic-police", new Takers.Taker("jj", "JT"));

  private final Map<String, Bar> barred = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final List<CaseEvent> log = new ArrayList<>();
  private List<CaseEvent> last = List.of();

  /** Opens a case for a form that asks for commitment, with its papers. */
  static WorksSpec open(String... works) {
    return new WorksSpec().opened(form("COMMITMENT", List.of("M12", "M13"), works));
  }

  WorksSpec opened(Application form) {
    log.addAll(procedure().open(NO, form, OPENED));
    last = List.copyOf(log);
    return this;
  }

  WorksSpec barring(String holder, Bar bar) {
    barred.put(holder, bar);
    return this;
  }

  WorksSpec tell(Told... tidings) {
    last = new ArrayList<>();
    for (var told : tidings) {
      var events = procedure().decide(file(), told);
      last.addAll(events);
      log.addAll(events);
    }
    return this;
  }

  WorksSpec tell(String orderNo, EventType type, long hour, String outcome) {
    return tell(reported(orderNo, type, hour, outcome));
  }

  /** A changed form, of which no partner but those asked for something has to know. */
  WorksSpec amend(long hour, Application form) throws NotPossible {
    last =
        procedure()
            .amend(
                file(),
                new Amendment(
                    form, CaseFixture.hour(hour), "county", List.of(), partner -> List.of()));
    log.addAll(last);
    return this;
  }

  WorksSpec withdraw(long hour, String service) throws NotPossible {
    var asked = new Cases.Withdrawal(List.of(service), "不办了", CaseFixture.hour(hour), "county");
    last = procedure().withdraw(file(), asked);
    log.addAll(last);
    return this;
  }

  WorksSpec correct(long hour, String orderNo) throws NotPossible {
    var answer = new Cases.Correction(List.of(orderNo), "已补正", CaseFixture.hour(hour), "county");
    last = procedure().correct(file(), answer);
    log.addAll(last);
    return this;
  }

  WorksSpec supervise(String orderNo, long hour, String outcome) {
    return tell(orderNo, EventType.SUPERVISION_RECORDED, hour, outcome);
  }

  /** Both filings of this service, at these hours. */
  WorksSpec file(String service, long papers, long plan) {
    return tell(
        CaseFixture.delivered(NO + "-CG-CN-" + service, plan, "CG1"),
        reported(
            NO + "-SP-CN-" + service,
            EventType.COMMITMENT_FILED,
            papers,
            null,
            "{\"permitNo\":\"CNBA-1\"}"));
  }

  CaseFile file() {
    return CaseFile.of(log);
  }

  List<CaseEvent> log() {
    return log;
  }

  List<CaseEvent> last() {
    return last;
  }

  /** Holders that were looked up among the barred. */
  List<String> asked() {
    return asked;
  }

  Track.Path path(String service) {
    return file().track().paths().get(service);
  }

  OrderFile order(String ending) {
    return file().order(NO + ending).orElseThrow();
  }

  Procedure procedure() {
    return new Procedure(
        (role, kind) -> Optional.ofNullable(TAKERS.get(role)), this::barred, Rulebook.load());
  }

  private Optional<Bar> barred(String holder, Instant at) {
    asked.add(holder);
    return Optional.ofNullable(barred.get(holder));
  }

  /** A formal application for water and gas with these works. */
  static Application form(String path, List<String> papers, String... works) {
    var form = (ObjectNode) CaseFixture.formal("GG1", "YES", "WATER", "GAS").document();
    var external = (ObjectNode) form.get("externalWorks");
    if (path != null) {
      external.put("approvalPath", path);
    }
    var items = external.putArray("items");
    for (var item : works) {
      items.add(Json.read(item, JsonNode.class));
    }
    ((ObjectNode) form.get("applicant")).put("certType", "USCC").put("certNo", HOLDER);
    var attachments = form.putArray("attachments");
    papers.forEach(it -> attachments.addObject().put("materialCode", it));
    return new Application(form);
  }
}
