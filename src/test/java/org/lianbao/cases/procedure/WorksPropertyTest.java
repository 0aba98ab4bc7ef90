package org.lianbao.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianbao.cases.procedure.WorksSpec.GAS;
import static org.lianbao.cases.procedure.WorksSpec.NO;
import static org.lianbao.cases.procedure.WorksSpec.WATER;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.lianbao.cases.CaseFixture;
import org.lianbao.cases.EventType;
import org.lianbao.cases.Told;
import org.lianbao.shared.Json;

/** What holds of works and departments for any tidings whatever. */
class WorksPropertyTest {

  private static final String[] WORKS = {
    "{\"service\":\"WATER\",\"length\":180,\"roadDug\":true,\"affectsTraffic\":true}",
    "{\"service\":\"GAS\",\"length\":260,\"roadDug\":true,\"greenArea\":3}"
  };

  @Property(tries = 150)
  void theFileDependsOnlyOnTheSetOfTidings(
      @ForAll("tidings") List<Told> tidings, @ForAll Random random) {
    var shuffled = new ArrayList<>(tidings);
    shuffled.addAll(tidings.subList(0, tidings.size() / 3));
    Collections.shuffle(shuffled, random);

    assertThat(told(shuffled).file()).isEqualTo(told(tidings).file());
  }

  @Property(tries = 150)
  void theStageNeverGoesBackAndEveryAdvanceIsTold(@ForAll("tidings") List<Told> tidings) {
    var spec = WorksSpec.open(WORKS);
    var stage = spec.file().stage();
    for (var told : tidings) {
      var after = spec.tell(told).file().stage();
      assertThat(after).isGreaterThanOrEqualTo(stage);
      var changes = spec.last().stream().filter(CaseEvent.StageChanged.class::isInstance).count();
      assertThat(changes).isEqualTo(after == stage ? 0 : 1);
      stage = after;
    }
  }

  @Property(tries = 100)
  void whatABundleComesToIsToldWheneverItChanges(@ForAll("tidings") List<Told> tidings) {
    var spec = told(tidings);
    for (var bundle : Bundle.of(spec.file())) {
      var last =
          spec.log().stream()
              .filter(CaseEvent.BundleDecided.class::isInstance)
              .map(CaseEvent.BundleDecided.class::cast)
              .filter(decided -> decided.bundleNo().equals(bundle.no()))
              .reduce((earlier, later) -> later)
              .map(CaseEvent.BundleDecided::outcome);
      // Asked for again, it is open again; nothing is told of that but the asking.
      bundle.outcome().ifPresent(outcome -> assertThat(last).contains(outcome));
    }
  }

  @Property(tries = 100)
  void nobodyIsBarredTwiceForTheSameAndNobodyWithoutAFailure(
      @ForAll("tidings") List<Told> tidings) {
    var spec = told(tidings);

    var barred =
        spec.log().stream()
            .filter(CaseEvent.HolderBarred.class::isInstance)
            .map(event -> Pair.service(((CaseEvent.HolderBarred) event).filing()))
            .toList();
    var standing =
        Oversight.of(spec.file()).stream()
            .filter(it -> it.revoked().isPresent())
            .map(Oversight::service)
            .toList();
    assertThat(barred).containsExactlyInAnyOrderElementsOf(standing);
  }

  @Provide
  Arbitrary<List<Told>> tidings() {
    return Arbitraries.oneOf(
            reports(
                List.of(WATER, GAS),
                List.of(EventType.CONSTRUCTION_STARTED, EventType.CONSTRUCTION_COMPLETED),
                ""),
            reports(
                List.of(NO + "-SP-01", NO + "-SP-02"),
                List.of(EventType.APPROVAL_DECIDED),
                "GRANTED",
                "GRANTED_WITH_GAPS",
                "DENIED"),
            reports(
                List.of(NO + "-SP-CN-WATER"),
                List.of(EventType.COMMITMENT_FILED, EventType.ORDER_REFUSED),
                ""),
            reports(List.of(NO + "-CG-CN-WATER"), List.of(EventType.ORDER_ACCEPTED), ""),
            reports(List.of(NO + "-CG"), List.of(EventType.ORDER_ACCEPTED), ""),
            reports(List.of(NO + "-ZJ"), List.of(EventType.DRAWING_REVIEWED), "PASS", "FAIL"),
            reports(
                List.of(NO + "-JT"),
                List.of(EventType.TRAFFIC_CONSENT_GIVEN),
                "AGREED",
                "REFUSED",
                "MORE"),
            reports(
                List.of(NO + "-CG-CN-WATER", NO + "-SP-CN-WATER"),
                List.of(EventType.SUPERVISION_RECORDED),
                "RECTIFY_ORDERED",
                "NOT_RECTIFIED",
                "RECTIFIED",
                "REVOKED"))
        .list()
        .ofMaxSize(30);
  }

  private static Arbitrary<Told> reports(
      List<String> orders, List<EventType> types, String... outcomes) {
    return Combinators.combine(
            Arbitraries.of(orders),
            Arbitraries.of(types),
            Arbitraries.longs().between(1, 12),
            Arbitraries.of(outcomes))
        .as(
            (order, type, hour, outcome) ->
                new Told.Reported(
                    order,
                    type,
                    CaseFixture.hour(hour),
                    null,
                    outcome.isEmpty() ? null : outcome,
                    Json.read("{}", JsonNode.class)));
  }

  private static WorksSpec told(List<Told> tidings) {
    return WorksSpec.open(WORKS).tell(tidings.toArray(Told[]::new));
  }
}
