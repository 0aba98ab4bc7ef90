package org.lianbao.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lianbao.cases.CaseFixture.OPENED;
import static org.lianbao.cases.CaseFixture.reported;
import static org.lianbao.cases.procedure.WorksSpec.GAS;
import static org.lianbao.cases.procedure.WorksSpec.NO;
import static org.lianbao.cases.procedure.WorksSpec.SMALL_GAS;
import static org.lianbao.cases.procedure.WorksSpec.SMALL_WATER;
import static org.lianbao.cases.procedure.WorksSpec.WATER;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lianbao.cases.EventType;
import org.lianbao.cases.Told;

/** Whoever digs a road restores it, which may run on into the acceptance (S47). */
class RestorationTest {

  private static final String GREEN_ONLY = "{\"service\":\"GAS\",\"length\":5,\"greenArea\":3}";

  @Test
  void aRoadIsToBeRestoredOnceTheWorksAreOver() {
    var spec = WorksSpec.open(SMALL_WATER, GREEN_ONLY);
    assertThat(Restoration.awaited(spec.file())).isEmpty();

    spec.tell(WATER, EventType.CONSTRUCTION_COMPLETED, 5, null);
    spec.tell(GAS, EventType.CONSTRUCTION_COMPLETED, 5, null);

    assertThat(Restoration.awaited(spec.file())).containsExactly("WATER");
  }

  @Test
  void theUtilityOrUrbanManagementSaysThatItIs() {
    assertThat(awaitedAfter(reported(WATER, EventType.SITE_RESTORED, 9))).containsExactly("GAS");
    assertThat(awaitedAfter(reported(NO + "-CG-CN-GAS", EventType.SITE_RESTORED, 9, "PASS")))
        .containsExactly("WATER");
  }

  @Test
  void aRoadFoundNotRestoredIsStillToBe() {
    var spec = built();
    spec.tell(WATER, EventType.SITE_RESTORED, 9, "FAIL");
    assertThat(Restoration.awaited(spec.file())).contains("WATER");

    spec.tell(WATER, EventType.SITE_RESTORED, 10, "PASS");
    spec.tell(WATER, EventType.SITE_RESTORED, 11, "FAIL");

    assertThat(Restoration.awaited(spec.file())).doesNotContain("WATER");
  }

  @Test
  void itHoldsUpNeitherTheStageNorTheConnection() {
    var spec = built().file("WATER", 3, 3).file("GAS", 3, 3);
    spec.tell(NO + "-ZJ", EventType.DRAWING_REVIEWED, 4, "PASS");

    assertThat(spec.file().stage()).isEqualTo(Stage.ACCEPTANCE);
  }

  @Test
  void theCountyMayHaveTheStageWaitForIt() {
    var spec = built().file("WATER", 3, 3).file("GAS", 3, 3);
    spec.tell(NO + "-ZJ", EventType.DRAWING_REVIEWED, 4, "PASS");
    var held =
        spec.file()
            .after(
                List.of(
                    new CaseEvent.PathDecided(
                        OPENED, new Track(spec.file().track().paths(), null, true))));

    assertThat(held.stage()).isEqualTo(Stage.APPROVAL_AND_WORKS);
  }

  private static List<String> awaitedAfter(Told told) {
    return Restoration.awaited(built().tell(told).file());
  }

  private static WorksSpec built() {
    return WorksSpec.open(SMALL_WATER, SMALL_GAS)
        .tell(
            reported(WATER, EventType.CONSTRUCTION_COMPLETED, 5),
            reported(GAS, EventType.CONSTRUCTION_COMPLETED, 5));
  }
}
