package org.lianbao.silence;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lianbao.cases.OrderProgress.Step;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Patience;
import org.lianbao.partners.Patience.Measure;

/**
 * How long nothing may be heard. What a manifest says always holds, and a partner that is usually
 * faster is missed earlier; where it says nothing, its own past does, and while that is not known,
 * what is usual among partners.
 */
final class Limits {

  private static final Map<Step, Patience> USUAL =
      Map.of(
          Step.SENT, Patience.of("1h"),
          Step.RECEIPTED, Patience.of("2wd"),
          Step.ACCEPTED, Patience.of("20wd"));
  private static final Patience USUAL_NEWS = Patience.of("5wd");

  private final Map<List<String>, Past> past;

  Limits(List<Past> past) {
    this.past =
        past.stream()
            .collect(
                Collectors.toMap(
                    it -> List.of(it.partner(), it.kind(), it.step()), Function.identity()));
  }

  /** For the next word on an order of this kind in this step. */
  Patience of(Partner partner, String kind, Step step) {
    var silence = partner.silence();
    var said =
        switch (step) {
          case SENT -> silence.receipted();
          case RECEIPTED -> silence.accepted();
          case ACCEPTED -> silence.finished();
        };
    return limit(said, USUAL.get(step), List.of(partner.slug(), kind, step.name()));
  }

  /** For news on a route that polls. */
  Patience news(Partner partner, String route) {
    return limit(partner.silence().polled(), USUAL_NEWS, List.of(partner.slug(), route, Past.NEWS));
  }

  private Patience limit(Optional<Patience> said, Patience usual, List<String> key) {
    var measure = said.map(Patience::measure).orElse(usual.measure());
    var own = Optional.ofNullable(past.get(key)).filter(Past::known);
    return own.map(known -> shorter(said, known, measure)).orElse(said.orElse(usual));
  }

  private static Patience shorter(Optional<Patience> said, Past own, Measure measure) {
    var patience = own.patience(measure);
    return said.map(patience::orLess).orElse(patience);
  }
}
