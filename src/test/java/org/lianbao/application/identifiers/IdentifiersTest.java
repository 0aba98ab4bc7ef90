package org.lianbao.application.identifiers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lianbao.application.identifiers.Identifier.Finding;

class IdentifiersTest {

  private static final Optional<LocalDate> DAY = Optional.of(LocalDate.of(2026, 11, 9));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "410928190101010016",
        "410928190101011027",
        "410928190202022032",
        "410928190303033048"
      })
  void acceptsValidIdCards(String number) {
    assertThat(codes(new IdCard(), number)).isEmpty();
  }

  @Property
  void refusesEverySingleDigitChangeOfAnIdCard(
      @ForAll @IntRange(min = 0, max = 17) int place,
      @ForAll @IntRange(min = 0, max = 9) int digit) {
    var valid = "410928190101010016";
    var changed = valid.substring(0, place) + digit + valid.substring(place + 1);
    Assume.that(!changed.equals(valid));

    assertThat(codes(new IdCard(), changed)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "410928190101010017, ID_CARD_CHECK_DIGIT",
    "410928010101001, ID_CARD_OLD",
    "41092819010101001, ID_CARD_FORMAT",
    "41092819010101001A, ID_CARD_FORMAT",
    "990928190101010016, ID_CARD_PLACE",
    "410928190102300016, ID_CARD_BIRTH",
    "410928189901010016, ID_CARD_BIRTH",
    "410928202611100016, ID_CARD_BIRTH"
  })
  void refusesIdCardsForTheirOwnReason(String number, String code) {
    assertThat(codes(new IdCard(), number)).containsExactly(code);
  }

  @Test
  void takesASmallXAsACheckCharacter() {
    assertThat(new IdCard().plain("41092819010101001x")).isEqualTo("41092819010101001X");
  }

  @ParameterizedTest
  @CsvSource({
    "2609-410928-04-01-123456,",
    "2611-410928-04-01-123456,",
    "2019-410928-77-03-012345,",
    "2609-110105-04-01-123456, PROJECT_CODE_PLACE",
    "2612-410928-04-01-123456, PROJECT_CODE_TIME",
    "2600-410928-04-01-123456, PROJECT_CODE_TIME",
    "2014-410928-04-01-123456, PROJECT_CODE_TIME",
    "2609-410928-04-01-123456-01, PROJECT_CODE_FORMAT",
    "260941092804011234567, PROJECT_CODE_FORMAT"
  })
  void judgesProjectCodes(String number, String code) {
    assertThat(codes(new ProjectCode(), number))
        .isEqualTo(code == null ? List.of() : List.of(code));
  }

  @ParameterizedTest
  @CsvSource({
    "13800138000,",
    "'+86 138 0013 8000',",
    "'１３８００１３８０００',",
    "138-0013-8000,",
    "12800138000, MOBILE_FORMAT",
    "1380013800, MOBILE_FORMAT",
    "1.38E+10, NUMBER_MANGLED",
    "1.38001e+10, NUMBER_MANGLED"
  })
  void judgesMobiles(String given, String code) {
    var mobile = new Mobile();
    assertThat(codes(mobile, mobile.plain(given)))
        .isEqualTo(code == null ? List.of() : List.of(code));
  }

  @ParameterizedTest
  @CsvSource({
    "0393-3220000,",
    "03933220000,",
    "3220000,",
    "010-62345678-801,",
    "0393-1220000, LANDLINE_FORMAT",
    "0393, LANDLINE_FORMAT",
    "3.93E+09, NUMBER_MANGLED"
  })
  void judgesLandlines(String given, String code) {
    var landline = new Landline();
    assertThat(codes(landline, landline.plain(given)))
        .isEqualTo(code == null ? List.of() : List.of(code));
  }

  @ParameterizedTest
  @CsvSource({
    "410928,",
    "410900, DIVISION_ELSEWHERE",
    "4109, DIVISION_FORMAT",
    "410928001, DIVISION_FORMAT"
  })
  void judgesDivisions(String given, String code) {
    assertThat(codes(new Division(), given)).isEqualTo(code == null ? List.of() : List.of(code));
  }

  private static List<String> codes(Identifier identifier, String plain) {
    return identifier.look(plain, DAY).stream().map(Finding::code).toList();
  }
}
