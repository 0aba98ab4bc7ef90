package org.lianbao.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulebookTest {

  @TempDir Path folder;

  @Test
  void anEditionHoldsForApplicationsFromItsFirstDayOn() throws IOException {
    Files.writeString(folder.resolve("2027.yaml"), edition("2027-01-01"));

    var book = Rulebook.load(folder);

    assertThat(book.on(LocalDate.parse("2026-12-31")).edition()).isEqualTo("2022-01-27");
    assertThat(book.on(LocalDate.parse("2027-01-01")).edition()).isEqualTo("2027-01-01");
    assertThat(book.edition("2022-01-27").clock("SLA-02").orElseThrow().limit()).isEqualTo("2d");
    assertThat(Rulebook.load(folder.resolve("none")).editions()).hasSize(1);
  }

  @Test
  void furtherEditionsAreTakenWhileTheHubRunsAndNoneThatIsKeptChanges() throws IOException {
    var book = Rulebook.load();
    Files.writeString(folder.resolve("2027.yaml"), edition("2027-01-01"));
    assertThat(book.takeNew(folder, it -> {}))
        .extracting(Rules::edition)
        .containsOnly("2027-01-01");
    assertThat(book.on(LocalDate.parse("2027-01-01")).edition()).isEqualTo("2027-01-01");

    Files.writeString(
        folder.resolve("2027.yaml"), edition("2027-01-01").replace("limit: 2d", "limit: 9d"));
    assertThat(book.takeNew(folder, it -> {})).isEmpty();
    assertThat(book.edition("2027-01-01").clock("SLA-02").orElseThrow().limit()).isEqualTo("2d");

    Files.writeString(folder.resolve("2028.yaml"), "edition: 2028\n");
    assertThatThrownBy(() -> book.takeNew(folder, it -> {})).hasMessageContaining("2028.yaml");
    Files.writeString(folder.resolve("2028.yaml"), edition("2028-01-01"));
    assertThatThrownBy(
            () ->
                book.takeNew(
                    folder,
                    it -> {
                      throw new RulesFault("2028.yaml", java.util.List.of("no such event"));
                    }))
        .isInstanceOf(RulesFault.class);
    assertThat(book.editions()).hasSize(2);
  }

  @Test
  void everyFaultOfAFileIsNamedAtOnce() throws IOException {
    Files.writeString(
        folder.resolve("2027.yaml"),
        edition("2027-01-01")
            .replace("barMonths: 12 ", "barMonth: twelve ")
            .replace("distance: 5 ", "distance: near ")
            .replace("limit: 2d", "limit: two days")
            .replace("counts: TO_DATE", "counts: TO_DAY"));

    assertThatThrownBy(() -> Rulebook.load(folder))
        .isInstanceOf(RulesFault.class)
        .hasMessageContaining("2027.yaml")
        .hasMessageContaining("commitment.barMonth")
        .hasMessageContaining("commitment.barMonths：必填")
        .hasMessageContaining("jointWorks.distance")
        .hasMessageContaining("clocks[SLA-06].counts");
  }

  @Test
  void aLimitNobodyCanReadIsNamedByItsIdAndField() throws IOException {
    Files.writeString(
        folder.resolve("2027.yaml"),
        edition("2027-01-01")
            .replace("limit: 2d", "limit: two days")
            .replace("amber: 50%", "amber: half")
            .replace("id: APP-02", "id: APP-01"));

    assertThatThrownBy(() -> Rulebook.load(folder))
        .hasMessageContaining("clocks[SLA-02].limit")
        .hasMessageContaining("0.5d、2d")
        .hasMessageContaining("clocks[SLA-01].amber")
        .hasMessageContaining("clocks[APP-01].id：重复");
  }

  @Test
  void anEditionThatCasesKeepIsNotReplaced() throws IOException {
    Files.writeString(folder.resolve("again.yaml"), edition("2022-01-27"));

    assertThatThrownBy(() -> Rulebook.load(folder)).hasMessageContaining("2022-01-27");
  }

  @Test
  void whatIsNoYamlIsToldWithItsLine() throws IOException {
    Files.writeString(folder.resolve("2027.yaml"), "edition: [\nfrom: x\n");

    assertThatThrownBy(() -> Rulebook.load(folder)).hasMessageContaining("line");
  }

  private static String edition(String name) throws IOException {
    return Files.readString(Path.of("src/main/resources/rules/2022-01-27.yaml"))
        .replaceFirst("edition: \"2022-01-27\"", "edition: \"" + name + "\"")
        .replaceFirst("from: 2022-01-27", "from: " + name);
  }
}
