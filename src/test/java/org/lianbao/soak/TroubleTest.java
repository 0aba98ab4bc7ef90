package org.lianbao.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TroubleTest {

  @Test
  void readsAllNoneAndNames() {
    assertThat(Trouble.read("all")).containsExactlyInAnyOrder(Trouble.values());
    assertThat(Trouble.read("none")).isEmpty();
    assertThat(Trouble.read("kill-hub, disk-full"))
        .containsExactly(Trouble.KILL_HUB, Trouble.DISK_FULL);
  }

  @Test
  void refusesANameThatIsNoneAndSaysWhichThereAre() {
    assertThatThrownBy(() -> Trouble.read("kill-hub,flood"))
        .hasMessageContaining("'flood'")
        .hasMessageContaining("half-file");
  }

  @Test
  void makesEachOnceARoundInAnOrderOfItsOwn() {
    var all = List.of(Trouble.values());

    var order = Troubles.order(all, 1, new Random(1));

    assertThat(order).containsExactlyInAnyOrderElementsOf(all);
    assertThat(Troubles.order(all, 1, new Random(1))).isEqualTo(order);
    assertThat(Troubles.order(all, 1, new Random(2))).isNotEqualTo(order);
  }

  @Test
  void killsAHubBetweenAnyTwoOthersWhereAnotherHubGoesOn() {
    var others = EnumSet.complementOf(EnumSet.of(Trouble.KILL_HUB));

    var order = Troubles.order(List.of(Trouble.values()), 2, new Random(1));

    assertThat(order).hasSize(2 * others.size() + 1);
    for (var i = 0; i < order.size(); i += 2) {
      assertThat(order.get(i)).isEqualTo(Trouble.KILL_HUB);
    }
    assertThat(order).containsAll(others);
  }

  @Test
  void killsNoHubThatIsToBeLeftAlone() {
    assertThat(Troubles.order(List.of(Trouble.REORDER), 2, new Random(1)))
        .containsExactly(Trouble.REORDER);
  }
}
