package org.lianbao.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
