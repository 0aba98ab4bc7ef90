package org.lianbao.sandbox.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lianbao.shared.Clock;
import org.lianbao.shared.Json;

class FaultBoardTest {

  private Instant now = Instant.parse("2026-11-09T02:15:00Z");
  private final Simulated quiet = new Simulated("quiet", Set.of());
  private final Simulated mill =
      new Simulated("mill", EnumSet.of(FaultKind.DOWN, FaultKind.SLOW, FaultKind.FLAKY));
  private final FaultBoard board = new FaultBoard(List.of(quiet, mill), new Clock(() -> now));

  @Test
  void aFaultIsOnAtItsPartnerAloneAndEndsAtItsTime() {
    board.begin(request("{'partner':'mill','fault':'down','for':'30s'}"));

    assertThat(mill.faults.has(FaultKind.DOWN)).isTrue();
    assertThat(mill.faults.has(FaultKind.SLOW)).isFalse();
    assertThat(quiet.faults.has(FaultKind.DOWN)).isFalse();
    now = now.plusMillis(29_999);
    assertThat(board.now()).hasSize(1);
    now = now.plusMillis(1);
    assertThat(mill.faults.has(FaultKind.DOWN)).isFalse();
    assertThat(board.now()).isEmpty();
  }

  @Test
  void oneWithoutATimeLastsUntilItIsEnded() {
    var fault = board.begin(FaultRequest.of("mill=slow:50ms"));
    now = now.plus(Duration.ofDays(365));

    assertThat(mill.faults.delay()).isEqualTo(Duration.ofMillis(50));
    assertThat(board.end("F999")).isEmpty();
    assertThat(board.end(fault.id())).contains(fault);
    assertThat(mill.faults.delay()).isZero();
    assertThat(board.end(fault.id())).isEmpty();
  }

  @Test
  void aSecondOneOfTheSameKindTakesThePlaceOfTheFirst() {
    board.begin(FaultRequest.of("mill=slow:50ms"));
    board.begin(FaultRequest.of("mill=slow:9s"));

    assertThat(board.now()).extracting(Fault::arg).containsExactly("9s");
  }

  @Test
  void aFlakyPartnerFailsEveryNthCall() {
    board.begin(FaultRequest.of("mill=flaky:3"));

    assertThat(List.of(mill.faults.fails(), mill.faults.fails(), mill.faults.fails()))
        .containsExactly(false, false, true);
  }

  @Test
  void whatGoesWithoutSayingIsFilledIn() {
    assertThat(board.begin(FaultRequest.of("mill=slow")).arg()).isEqualTo("2s");
    assertThat(board.begin(FaultRequest.of("mill=flaky")).arg()).isEqualTo("2");
    assertThat(board.begin(request("{'partner':'mill','fault':'down'}")).until())
        .contains(now.plusSeconds(30));
  }

  @Test
  void whatCannotBeIsRefusedWithWhatCan() {
    assertRefused("{'partner':'mill','fault':'reorder'}", "it can have down, slow, flaky");
    assertRefused("{'partner':'quiet','fault':'down'}", "quiet cannot have 'down'");
    assertRefused("{'partner':'nobody','fault':'down'}", "there are quiet, mill");
    assertRefused("{'partner':'mill','fault':'down','arg':'2s'}", "down takes no argument");
    assertRefused("{'partner':'mill','fault':'slow','arg':'61s'}", "1ms to 60s");
    assertRefused("{'partner':'mill','fault':'flaky','arg':'1'}", "2 to 99");
    assertRefused("{'partner':'mill','fault':'down','for':'25h'}", "at most 24h");
    assertRefused("{'partner':'mill','fault':'down','for':'long'}", "at most 24h");
    assertRefused("{'partner':'mill','kind':'down'}", "not [kind]");
    assertRefused("[]", "a JSON object");
    assertThatThrownBy(() -> FaultRequest.of("slow")).hasMessageContaining("water=slow:2s");
  }

  private void assertRefused(String asked, String words) {
    assertThatThrownBy(() -> board.begin(request(asked)))
        .isInstanceOf(FaultRefused.class)
        .hasMessageContaining(words);
    assertThat(board.now()).isEmpty();
  }

  private static FaultRequest request(String json) {
    return FaultRequest.of(Json.read(json.replace('\'', '"').getBytes()));
  }

  private static final class Simulated implements Faulty {

    private final String name;
    private final Set<FaultKind> possible;
    private Faults faults;

    Simulated(String name, Set<FaultKind> possible) {
      this.name = name;
      this.possible = possible;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Set<FaultKind> faults() {
      return possible;
    }

    @Override
    public void suffer(Faults its) {
      faults = its;
    }
  }
}
