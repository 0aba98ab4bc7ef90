package org.lianbao.cases.procedure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lianbao.cases.EventType;
import org.lianbao.cases.OrderKind;
import org.lianbao.rules.Rulebook;
import org.lianbao.shared.Clock;

/** A permit revoked after a failed rectification bars its holder for a time (S51, S52, A15). */
record Revocation(Rulebook rules) implements Part {

  @Override
  public List<CaseEvent> follow(CaseFile before, CaseFile now, Instant at) {
    var known =
        Oversight.of(before).stream()
            .filter(it -> it.revoked().isPresent())
            .map(Oversight::orderNos)
            .collect(Collectors.toSet());
    var events = new ArrayList<CaseEvent>();
    for (var matter : Oversight.of(now)) {
      matter
          .revoked()
          .filter(any -> !known.contains(matter.orderNos()))
          .ifPresent(turn -> events.add(barred(matter, turn, now)));
    }
    return events;
  }

  private CaseEvent barred(Oversight matter, Oversight.Turn turn, CaseFile file) {
    var told = turn.report().attributes();
    var at = turn.report().occurredAt();
    return new CaseEvent.HolderBarred(
        at,
        told.path("uscc").asText(file.request().holder()),
        told.path("name").textValue(),
        turn.order().orderNo(),
        permitNo(matter, turn),
        Optional.ofNullable(told.path("reason").textValue())
            .orElse(told.path("remark").textValue()),
        matter.repaired().orElse(until(at, file)));
  }

  /** What was filed on a commitment counts as a permit and has its number (A13). */
  private static String permitNo(Oversight matter, Oversight.Turn turn) {
    return Stream.concat(
            Stream.of(turn.report()),
            matter.orders().stream()
                .flatMap(it -> Stream.ofNullable(it.reported().get(EventType.COMMITMENT_FILED))))
        .map(it -> it.attributes().path("permitNo").textValue())
        .filter(it -> it != null && !it.isBlank())
        .findFirst()
        .or(() -> reference(matter))
        .orElse(turn.order().orderNo());
  }

  private static Optional<String> reference(Oversight matter) {
    return matter.orders().stream()
        .filter(it -> it.kind().equals(OrderKind.COMMITMENT))
        .map(OrderFile::reference)
        .filter(Objects::nonNull)
        .findFirst();
  }

  private Instant until(Instant revoked, CaseFile file) {
    var months = rules.edition(file.rules()).commitment().barMonths();
    return months == null ? null : revoked.atZone(Clock.COUNTY).plusMonths(months).toInstant();
  }
}
