package org.lianbao.silence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lianbao.cases.OrderProgress.Step;
import org.lianbao.partners.Pace;
import org.lianbao.partners.Patience;
import org.lianbao.partners.Silence;

class LimitsTest {

  /** Of a hundred answers so many took so long, and one took a week. */
  @ParameterizedTest
  @CsvSource({
    // what the manifest says, how many answers, minutes each took, the limit
    ", 0, 0, 60 minutes",
    ", 29, 90, 60 minutes",
    ", 99, 90, 3 hours",
    ", 99, 1, 15 minutes",
    "30m, 0, 0, 30 minutes",
    "30m, 99, 90, 30 minutes",
    "30m, 99, 10, 20 minutes",
    "2wd, 99, 90, 0.5 working days",
  })
  void theManifestHoldsAndThePastMayBeStricter(
      String said, int answers, double minutes, String limit) {
    var silence =
        new Silence(
            Optional.ofNullable(said).map(Patience::of),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());
    var usual = Collections.nCopies(answers, new Past.Span(minutes * 60, minutes / 420));
    var odd = new Past.Span(7 * 86_400, 5);
    var spans =
        answers < Past.ENOUGH ? usual : Stream.concat(usual.stream(), Stream.of(odd)).toList();
    var limits = new Limits(List.of(Past.of("acme", "connect", "SENT", spans)));

    var found = limits.of(OpenTimeTest.partner(Pace.FREE, silence), "connect", Step.SENT);

    assertThat(found.words().en()).isEqualTo(limit);
  }
}
