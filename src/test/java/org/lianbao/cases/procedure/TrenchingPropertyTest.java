package org.lianbao.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.lianbao.rules.Rulebook;
import org.lianbao.rules.Rules;
import org.lianbao.trenches.Route;
import org.lianbao.trenches.Route.Position;

/** What holds for the comparison of any plans whatever. */
class TrenchingPropertyTest {

  private static final Rules.JointWorks RULES = Rulebook.load().editions().get(0).jointWorks();
  private static final List<String> SERVICES = List.of("WATER", "POWER", "GAS", "HEAT");

  @Property(tries = 300)
  void whichPlanComesFirstDoesNotMatter(@ForAll("plans") List<Plan> plans, @ForAll Random random) {
    var shuffled = new ArrayList<>(plans);
    Collections.shuffle(shuffled, random);

    assertThat(Trenching.of(shuffled, RULES)).isEqualTo(Trenching.of(plans, RULES));
  }

  @Property(tries = 300)
  void everyProposalHasTwoServicesOrMoreAndADayInCommon(@ForAll("plans") List<Plan> plans) {
    assertThat(Trenching.of(plans, RULES))
        .allSatisfy(
            works -> {
              assertThat(works.with()).hasSizeGreaterThan(1).isSorted().doesNotHaveDuplicates();
              assertThat(works.from()).isBeforeOrEqualTo(works.to());
              assertThat(works.metres()).isNotNegative();
              assertThat(works.reason() == null).isEqualTo(works.mode().equals(JointWorks.SHARED));
            });
  }

  @Property(tries = 300)
  void whoeverMeetsNobodyIsInNoProposal(@ForAll("plans") List<Plan> plans) {
    var alone = plans.get(0);
    assertThat(Trenching.of(List.of(alone), RULES)).isEmpty();
  }

  @Provide
  Arbitrary<List<Plan>> plans() {
    var metres = Arbitraries.integers().between(0, 40);
    var days = Arbitraries.integers().between(0, 10);
    var line =
        Combinators.combine(metres, metres, metres, metres, days, days)
            .as(
                (x, y, toX, toY, start, length) ->
                    new Plan.Line(
                        route(x, y, toX == x && toY == y ? x + 1 : toX, toY),
                        "street " + (x + y) % 2,
                        LocalDate.parse("2026-12-01").plusDays(start),
                        LocalDate.parse("2026-12-01").plusDays(start + length),
                        true,
                        true));
    return line.list()
        .ofSize(6)
        .map(
            lines ->
                IntStream.range(0, SERVICES.size())
                    .mapToObj(
                        n ->
                            new Plan(
                                SERVICES.get(n),
                                null,
                                n < 2
                                    ? List.of(lines.get(n), lines.get(n + 4))
                                    : List.of(lines.get(n)),
                                1))
                    .toList());
  }

  private static Route route(int x, int y, int toX, int toY) {
    return new Route(List.of(position(x, y), position(toX, toY)));
  }

  private static Position position(int east, int north) {
    return new Position(115.02 + east / 90_492.2, 35.71 + north / 110_953.6);
  }
}
