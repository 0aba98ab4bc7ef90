package org.lianbao.routing.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lianbao.shared.Clock;
import org.springframework.util.FileSystemUtils;

/** What a start takes into force, on copies of real partner folders. */
class StartGateTest {

  private static final String ORDER = "mappings/gas/order.jsonata";

  @TempDir Path home;
  private TextFolders working;
  private RunningText running;

  @BeforeEach
  void firstStart() throws IOException {
    for (var kind : List.of("routes", "mappings")) {
      for (var slug : List.of("_shared", "county", "gas")) {
        var folder = Path.of(kind, slug);
        if (Files.exists(folder)) {
          FileSystemUtils.copyRecursively(folder, home.resolve(folder));
        }
      }
    }
    working = TextFolders.in(home);
    running = new RunningText(home.resolve("running"));
    assertThat(start()).extracting(Change::partner).containsExactly("_shared", "county", "gas");
  }

  @Test
  void takesFoldersAsTheyAreAtTheFirstStartAndNothingAtTheNext() {
    assertThat(running.folders().slugs()).containsExactly("_shared", "county", "gas");
    assertThat(running.read("gas").sameAs(working.read("gas"))).isTrue();
    assertThat(start()).isEmpty();
  }

  @Test
  void takesAChangeThatPassesTheCheck() throws IOException {
    edit("routes/gas/partner.yaml", "retry: usual", "retry: records");

    assertThat(start())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.outcome()).isEqualTo(Verdict.Outcome.APPLIED);
              assertThat(change.difference()).contains("retry: records").contains("retry: usual");
            });
    assertThat(running.read("gas").sameAs(working.read("gas"))).isTrue();
  }

  @Test
  void keepsTheTextBeforeWhereTheChangeHasFindings() throws IOException {
    edit(ORDER, "\"city_no\"", "\"city_nr\"");
    edit("routes/county/partner.yaml", "zh: ", "zh: 新");

    var changes = start();

    assertThat(changes)
        .extracting(change -> change.partner() + " " + change.outcome())
        .containsExactly("county APPLIED", "gas REFUSED");
    assertThat(changes.get(1).findings().get(0).place())
        .isEqualTo("mappings/gas/examples/order-small/expected.json:1");
    assertThat(text(running.read("gas"))).contains("\"city_no\"").doesNotContain("\"city_nr\"");
  }

  @Test
  void keepsWhatAllShareWhereAPartnerWouldFailWithoutIt() throws IOException {
    edit("routes/_shared/steps.camel.yaml", "uri: direct:hub.take", "uri: direct:hub.fetch");

    assertThat(start())
        .extracting(change -> change.partner() + " " + change.outcome())
        .containsExactly("_shared REFUSED");
    assertThat(start()).hasSize(1);
  }

  @Test
  void leavesOutANewPartnerThatIsNotRight() throws IOException {
    Files.createDirectories(home.resolve("routes/acme"));
    Files.writeString(home.resolve("routes/acme/partner.yaml"), "name: {zh: 甲}\n");

    assertThat(start()).extracting(Change::outcome).containsExactly(Verdict.Outcome.REFUSED);
    assertThat(running.folders().slugs()).doesNotContain("acme");
  }

  @Test
  void runsAPartnerOnWhoseFolderIsGone() throws IOException {
    FileSystemUtils.deleteRecursively(home.resolve("routes/gas"));
    FileSystemUtils.deleteRecursively(home.resolve("mappings/gas"));

    assertThat(start()).isEmpty();
    assertThat(running.read("gas").isEmpty()).isFalse();
  }

  @Test
  void undoesAChangeThatACrashCutShort() throws IOException {
    var before = running.read("gas").digest();
    var half = new TreeMap<>(running.read("gas").files());
    half.remove(ORDER);
    running.change(new PartnerText("gas", half));
    assertThat(running.read("gas").digest()).isNotEqualTo(before);

    assertThat(start()).isEmpty();

    assertThat(running.read("gas").digest()).isEqualTo(before);
  }

  private List<Change> start() {
    return new StartGate(working, running, Clock.system()).take();
  }

  private void edit(String file, String text, String other) throws IOException {
    var path = home.resolve(file);
    var whole = Files.readString(path);
    assertThat(whole).contains(text);
    Files.writeString(path, whole.replace(text, other));
  }

  private static String text(PartnerText text) {
    return new String(text.files().get(ORDER), StandardCharsets.UTF_8);
  }
}
