package org.lianbao.application.identifiers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lianbao.shared.Problem.Severity;

class UsccTest {

  private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

  private final Uscc uscc = new Uscc();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "91410928MA0TE5T16H",
        "91410928MA0TE5T24C",
        "91410928MA0TE5T327",
        "91410928MA0TE5T402",
        "91410928MA0TE5T59Y",
        "114109280000010117",
        "1141092800000102XY",
        "11410928000001038Y",
        "11410928000001046R",
        "11410928000001054L"
      })
  void acceptsValidCodes(String code) {
    assertThat(uscc.look(code, Optional.empty())).isEmpty();
  }

  @Property(tries = 3000)
  void refusesEverySingleCharacterChange(
      @ForAll("codes") String code,
      @ForAll @IntRange(min = 0, max = 17) int place,
      @ForAll @IntRange(min = 0, max = 30) int other) {
    var changed = code.substring(0, place) + ALPHABET.charAt(other) + code.substring(place + 1);
    Assume.that(!changed.equals(code));

    assertThat(uscc.look(changed, Optional.empty()))
        .anyMatch(finding -> finding.severity() == Severity.ERROR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "91410928MA0TE5T16",
        "91410928MA0TE5T16HH",
        "91410928MA0TESTI6H",
        "９1410928MA0TE5T16H"
      })
  void refusesWhatIsNotShapedLikeACode(String code) {
    assertThat(uscc.look(code, Optional.empty()))
        .extracting(Identifier.Finding::code)
        .containsExactly("USCC_FORMAT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"91410928MA0TE5T17L"})
  void onlyWarnsOfTheOrganisationCodeInside(String code) {
    assertThat(uscc.look(code, Optional.empty()))
        .extracting(Identifier.Finding::severity)
        .containsExactly(Severity.WARN);
  }

  @Provide
  Arbitrary<String> codes() {
    return Arbitraries.of(
        "91410928MA0TE5T16H", "91410928MA0TE5T24C", "114109280000010117", "1141092800000102XY");
  }
}
