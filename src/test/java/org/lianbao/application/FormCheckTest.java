package org.lianbao.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.lianbao.application.Forms.formal;
import static org.lianbao.application.Forms.intent;
import static org.lianbao.application.Forms.with;
import static org.lianbao.application.Forms.without;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lianbao.application.form.Faults;
import org.lianbao.application.form.Filled;
import org.lianbao.application.form.Form;
import org.lianbao.application.rules.Rules;
import org.lianbao.rules.Rulebook;
import org.lianbao.rules.Rules.Commitment;
import org.lianbao.shared.Json;
import org.lianbao.shared.Problem.Fault;
import org.lianbao.shared.Problem.Severity;

class FormCheckTest {

  private static final FormCheck CHECK = new FormCheck(Rulebook.load());

  @Test
  void takesTheSampleWithoutAnError() {
    var checked = CHECK.check(formal());

    assertThat(errors(checked)).isEmpty();
    assertThat(checked.application()).isPresent();
    assertThat(checked.warnings()).extracting(Fault::code).containsExactly("M14_MISSING");
  }

  @Test
  void takesAnIntentWithNothingButWhatAnIntentNeeds() {
    var checked = CHECK.check(intent());

    assertThat(errors(checked)).isEmpty();
    assertThat(checked.warnings()).extracting(Fault::code).containsExactly("CONSENT_OPEN");
  }

  @Test
  void tellsThreeFaultsOfDifferentKindsAtOnceInTheOrderOfTheForm() {
    var form = with(formal(), "/applicant/certNo", "\"91410928MA0TE5T160\"");
    without(form, "/applicant/contactMobile");
    without(form, "/gas/hourlyMax");

    var checked = CHECK.check(form);

    assertThat(checked.application()).isEmpty();
    assertThat(errors(checked))
        .extracting(Fault::pointer)
        .containsExactly("/applicant/certNo", "/applicant/contactMobile", "/gas/hourlyMax");
    assertThat(errors(checked)).extracting(Fault::label).containsExactly("证件号码", "联系人手机", "小时最大流量");
    assertThat(errors(checked))
        .extracting(Fault::message)
        .allMatch(message -> message.matches("(?s)^[\\p{IsHan}].* / .*"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/applyType|\"DRAFT\"|NOT_IN_LIST",
        "/applyTime|\"2026-11-09 10:12:30\"|FORMAT",
        "/services|[]|TOO_FEW",
        "/services|[\"WATER\",\"WATER\"]|REPEATED",
        "/services|\"WATER\"|TYPE",
        "/applicant/dataShareConsent|false|CONSENT_REFUSED",
        "/applicant/dataShareConsent|\"true\"|TYPE",
        "/applicant/certNo|\"91410928MA0TESTI6H\"|USCC_FORMAT",
        "/applicant/legalPersonIdNo|\"410928190101010017\"|ID_CARD_CHECK_DIGIT",
        "/applicant/contactMobile|\"1.38E+10\"|NUMBER_MANGLED",
        "/applicant/contactMobile|13800138000|TYPE",
        "/applicant/contactMobile|\"12800138000\"|MOBILE_FORMAT",
        "/applicant/contactTel|\"12\"|LANDLINE_FORMAT",
        "/applicant/address|\"  \"|REQUIRED",
        "/applicant/legalPerson|null|REQUIRED",
        "/applicant/email|\"nobody\"|FORMAT",
        "/project/projectCode|null|REQUIRED",
        "/project/projectCode|\"2613-410928-04-01-123456\"|PROJECT_CODE_TIME",
        "/project/projectCode|\"2609-410928-04-01-12345\"|PROJECT_CODE_FORMAT",
        "/project/builderUscc|null|REQUIRED",
        "/project/divisionCode|\"41092\"|DIVISION_FORMAT",
        "/project/lat|115.02|COORDINATES_SWAPPED",
        "/project/coordSys|\"GCJ02\"|NOT_IN_LIST",
        "/project/planningPermitNo|null|REQUIRED",
        "/project/plannedFinish|\"2026-11-30\"|ENDS_BEFORE_START",
        "/project/plannedStart|\"2026-02-30\"|FORMAT",
        "/project/investment|1.00001|TOO_PRECISE",
        "/project/floorArea|-1|TOO_SMALL",
        "/project/floorArea|1e999999999|NUMBER_OUT_OF_BOUNDS",
        "/water/pipeDn|101|NOT_IN_LIST",
        "/water/dailyMax|\"120\"|TYPE",
        "/water/dailyMax|0|TOO_SMALL",
        "/water|null|REQUIRED",
        "/power/voltage|\"11kV\"|NOT_IN_LIST",
        "/gas/devices/0/count|1.5|TYPE",
        "/externalWorks/items/0/end|[115.02]|TOO_FEW",
        "/attachments/0/fileName|\"../secret.pdf\"|FORMAT",
        "/attachments/0/sm3|\"abc\"|FORMAT",
        "/gas/meterSpec|\"65\"|FORMAT",
        "/remark|\"a\\u0000b\"|INVISIBLE_CHARACTER",
        "/project/name|\"年产\\t项目\"|INVISIBLE_CHARACTER",
        "/project/name|\"\\ud842\"|INVISIBLE_CHARACTER",
      })
  void refusesOneFaultWithOneErrorAtItsPlace(String pointer, String value, String code) {
    var checked = CHECK.check(with(formal(), pointer, value));

    assertThat(errors(checked)).extracting(Fault::pointer).containsExactly(pointer);
    assertThat(errors(checked)).extracting(Fault::code).containsExactly(code);
    assertThat(checked.application()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/project/lon|116.2|/project/lon|OUTSIDE_COUNTY",
        "/project/divisionCode|\"410900\"|/project/divisionCode|DIVISION_ELSEWHERE",
        "/project/gcdm|\"X-1\"|/project/gcdm|WORKS_CODE",
        "/power/contractCapacity|1500|/power/contractCapacity|CAPACITY",
        "/heat/heatArea|18500.01|/heat/heatArea|HEAT_AREA",
        "/heat/heatIndex|100|/heat/designLoadKw|HEAT_LOAD",
        "/services|[\"WATER\",\"POWER\",\"GAS\"]|/heat|NOT_ASKED_FOR",
        "/externalWorks/hasExternalLine|\"NO\"|/externalWorks/items|LINES_UNEXPECTED",
        "/attachments/0/fileName|\"a.exe\"|/attachments/0/fileName|FILE_KIND",
        "/applicant/certType|\"OTHER\"|/applicant/certType|CERT_TYPE",
        "/water/businessType|\"INCREASE\"|/water/consNo|REQUIRED",
        "/externalWorks/items|[]|/externalWorks/items|LINES_MISSING",
        "/externalWorks/items/0/service|\"DRAINAGE\"|/externalWorks/items/0/service|NOT_ASKED_FOR",
        "/externalWorks/items/0/affectsTraffic|true|/attachments|M14_MISSING",
        "/entryPoint|\"INTENT\"|/entryPoint|ENTRY_POINT",
        "/heat/season|\"2026-2028\"|/heat/season|SEASON",
        "/attachments/0/materialCode|\"M99\"|/attachments/0/materialCode|UNKNOWN_MATERIAL",
        "/applicant/consentTime|\"\"|/applicant/consentTime|CONSENT_UNDATED",
        "/applicant/name|\"䶮记\"|/applicant/name|RARE_CHARACTER",
        "/applicant/name|\"e\\u0301\"|/applicant/name|NOT_NFC",
      })
  void warnsAndStillTakesTheForm(String pointer, String value, String at, String code) {
    var checked = CHECK.check(with(formal(), pointer, value));

    assertThat(checked.application()).isPresent();
    assertThat(checked.warnings())
        .anyMatch(fault -> fault.pointer().equals(at) && fault.code().equals(code));
  }

  @Test
  void tellsWhichFieldAMisspeltOneMayHaveMeant() {
    var form = without(formal(), "/applicant/contactMobile");
    with(form, "/applicant/contactMobil", "\"13800138000\"");

    assertThat(errors(CHECK.check(form)))
        .anySatisfy(
            fault -> {
              assertThat(fault.pointer()).isEqualTo("/applicant/contactMobil");
              assertThat(fault.code()).isEqualTo("UNKNOWN_FIELD");
              assertThat(fault.message()).contains("contactMobile（联系人手机）");
            });
  }

  @Test
  void tellsOfAnUnknownServiceWhichOnesThereAre() {
    var checked = CHECK.check(with(formal(), "/services/0", "\"STEAM\""));

    assertThat(errors(checked))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.pointer()).isEqualTo("/services/0");
              assertThat(fault.message()).contains("WATER 供水，POWER 供电，GAS 供气，HEAT 供暖");
            });
  }

  @Test
  void storesAnIdentifierInItsProperSpelling() {
    var form = with(formal(), "/applicant/certNo", "\" ９１410928ma0te5t16h \"");
    with(form, "/applicant/contactMobile", "\"+86 138 0013 8000\"");

    var stored = CHECK.check(form).application().orElseThrow().document();

    assertThat(stored.at("/applicant/certNo").textValue()).isEqualTo("91410928MA0TE5T16H");
    assertThat(stored.at("/applicant/contactMobile").textValue()).isEqualTo("13800138000");
  }

  @Test
  void keepsEverythingElseAsItWasGivenAndDoesNotTouchTheGivenDocument() {
    var given = with(formal(), "/applicant/certNo", "\"91410928ma0te5t16h\"");
    var before = given.deepCopy();

    var stored = CHECK.check(given).application().orElseThrow().document();

    assertThat(given).isEqualTo(before);
    assertThat(stored).isEqualTo(formal());
  }

  @Test
  void countsAnEmptyBoxAsNotFilledInAndMeansTheSame() {
    var form = with(formal(), "/applicant/email", "\"\"");
    with(form, "/invoice", "null");

    var meaning = CHECK.check(form).application().orElseThrow().meaning();

    assertThat(meaning).isEqualTo(CHECK.check(formal()).application().orElseThrow().meaning());
  }

  @Test
  void asksAPersonForNoProjectCodeAndNoLegalPerson() {
    var form = with(formal(), "/applicant/applicantType", "\"PERSON\"");
    with(form, "/applicant/certType", "\"ID_CARD\"");
    with(form, "/applicant/certNo", "\"410928190303033048\"");
    for (var box : List.of("legalPerson", "legalPersonIdNo")) {
      without(form, "/applicant/" + box);
    }
    for (var box : List.of("projectCode", "gcdm", "builderName", "builderUscc")) {
      without(form, "/project/" + box);
    }

    assertThat(errors(CHECK.check(form))).isEmpty();
  }

  @Test
  void refusesAPersonWithACompanysCertificate() {
    var form = with(formal(), "/applicant/applicantType", "\"PERSON\"");

    assertThat(errors(CHECK.check(form))).extracting(Fault::code).containsExactly("CERT_TYPE");
  }

  @Test
  void refusesAClassifiedAttachment() {
    var form = with(formal(), "/attachments/1/classified", "\"YES\"");

    assertThat(errors(CHECK.check(form)))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.pointer()).isEqualTo("/attachments/1/classified");
              assertThat(fault.code()).isEqualTo("CLASSIFIED");
            });
  }

  @Test
  void asksForTheOldAccountOfAnIncreaseAndThePapersOfACommitmentAndAnAgent() {
    var form = with(formal(), "/power/businessType", "\"INCREASE\"");
    with(form, "/externalWorks/approvalPath", "\"COMMITMENT\"");
    with(form, "/applicant/agentName", "\"王五\"");

    assertThat(errors(CHECK.check(form)))
        .extracting(Fault::code)
        .contains("REQUIRED", "M03_MISSING", "M12_MISSING", "M13_MISSING");
  }

  @Test
  void asksAnyAgentForALetterOfAuthorityHoweverItIsNamed() {
    var form = with(formal(), "/applicant/agentMobile", "\"13800138000\"");

    assertThat(errors(CHECK.check(form))).extracting(Fault::code).containsExactly("M03_MISSING");
  }

  private static ObjectNode smallWorks() {
    var form = with(formal(), "/externalWorks/approvalPath", "\"COMMITMENT\"");
    for (var code : List.of("M12", "M13")) {
      form.withArray("attachments").addObject().put("materialCode", code).put("fileName", "a.pdf");
    }
    with(form, "/externalWorks/items/0/length", "120");
    return with(form, "/externalWorks/items/2/length", "200");
  }

  @Test
  void takesSmallWorksByCommitmentAndNoOthers() {
    var form = smallWorks();
    assertThat(errors(CHECK.check(form))).isEmpty();

    with(form, "/externalWorks/items/0/greenArea", "15.01");
    with(form, "/externalWorks/items/1/treeCount", "1");
    with(form, "/externalWorks/items/2/service", "\"WATER\"");
    without(form, "/externalWorks/items/1/length");
    assertThat(errors(CHECK.check(form)))
        .extracting(Fault::pointer, Fault::code)
        .containsExactly(
            tuple("/externalWorks/items/0/length", "NOT_SMALL"),
            tuple("/externalWorks/items/0/greenArea", "NOT_SMALL"),
            tuple("/externalWorks/items/1/length", "REQUIRED"),
            tuple("/externalWorks/items/1/treeCount", "NOT_SMALL"));
  }

  @Test
  void takesNothingByCommitmentWhileTheTrackIsClosed() {
    var open = Rulebook.load().editions().get(0);
    var track = open.commitment();
    var closed =
        new Commitment(
            List.of(),
            track.maxLength(),
            track.maxGreenArea(),
            track.fellsTrees(),
            track.barMonths(),
            track.filing());
    var notice =
        new org.lianbao.rules.Rules(
            open.edition(),
            open.from(),
            closed,
            open.construction(),
            open.acceptance(),
            open.survey(),
            open.jointWorks(),
            open.clocks(),
            open.latency());
    var form = Form.load();
    var faults = new Faults(form);
    var filled = new Filled(with(formal(), "/externalWorks/approvalPath", "\"COMMITMENT\""));

    Rules.with(Services.load(), Materials.load(), new Rulebook(List.of(notice)))
        .look(form, filled, faults);

    assertThat(faults.inOrder())
        .extracting(Fault::pointer, Fault::code)
        .contains(tuple("/externalWorks/approvalPath", "COMMITMENT_NOT_OPEN"));
  }

  @Test
  void aFurtherEditionChangesTheThresholdsOfFormsOfItsDaysWhileTheHubRuns(@TempDir Path folder)
      throws IOException {
    var book = Rulebook.load();
    var check = new FormCheck(book);
    var small = smallWorks();
    assertThat(check.check(small).application()).isPresent();

    var own = Files.readString(Path.of("src/main/resources/rules/2022-01-27.yaml"));
    Files.writeString(
        folder.resolve("stricter.yaml"),
        own.replaceFirst("edition: \"2022-01-27\"", "edition: \"2026-01-01\"")
            .replaceFirst("from: 2022-01-27", "from: 2026-01-01")
            .replaceFirst("maxLength: 200", "maxLength: 100"));
    book.takeNew(folder, it -> {});

    assertThat(errors(check.check(small)))
        .extracting(Fault::pointer, Fault::code)
        .contains(tuple("/externalWorks/items/0/length", "NOT_SMALL"));
    var earlier = with(small, "/applyTime", "\"2025-12-31T10:00:00+08:00\"");
    assertThat(errors(check.check(earlier))).extracting(Fault::code).doesNotContain("NOT_SMALL");
  }

  @Test
  void eachEntryBringsWhatTheNoticeAsksForThere() {
    var filing = with(intent(), "/entryPoint", "\"PROJECT_FILING\"");
    assertThat(CHECK.check(filing).warnings())
        .extracting(Fault::pointer, Fault::code)
        .contains(tuple("/project/projectCode", "REQUIRED"));

    var permit = with(intent(), "/entryPoint", "\"AFTER_PLANNING_PERMIT\"");
    assertThat(CHECK.check(permit).warnings())
        .extracting(Fault::pointer, Fault::code)
        .contains(
            tuple("/entryPoint", "ENTRY_POINT"), tuple("/project/planningPermitNo", "REQUIRED"));

    var formal = without(formal(), "/project/planningPermitNo");
    assertThat(errors(CHECK.check(formal)))
        .extracting(Fault::pointer)
        .containsExactly("/project/planningPermitNo");
  }

  @Test
  void anIntentNeedsNothingButWhoWantsWhatWhere() {
    assertThat(errors(CHECK.check(intent()))).isEmpty();
    assertThat(CHECK.check(intent()).warnings())
        .extracting(Fault::code)
        .containsExactly("CONSENT_OPEN");
  }

  @Test
  void aServiceIsAskedForOnlyWhileItIsOffered() {
    var form = with(formal(), "/applyTime", "\"2022-01-26T23:59:00+08:00\"");

    assertThat(errors(CHECK.check(form)))
        .filteredOn(fault -> fault.code().equals("SERVICE_NOT_OFFERED"))
        .extracting(Fault::pointer)
        .containsExactly("/services/0", "/services/1", "/services/2", "/services/3");
  }

  @Test
  void personalDataIsMaskedForCompaniesUntilItsOwnerConsents() {
    var intent = CHECK.check(intent()).application().orElseThrow();
    var formal = CHECK.check(formal()).application().orElseThrow();

    assertThat(intent.forCompanies().at("/applicant/contactMobile").asText())
        .isEqualTo("138****8000");
    assertThat(intent.forCompanies().at("/applicant/name").asText()).isEqualTo("张*");
    assertThat(formal.forCompanies()).isEqualTo(formal.document());
  }

  @Test
  void carriesNamesThatAreHardForEncodingsAndALineBreakInTheRemark() {
    var form = with(formal(), "/applicant/contactName", "\"阿依古丽·买买提\"");
    with(form, "/applicant/legalPerson", "\"㛃𠮷\"");
    with(form, "/remark", "\"《甲》\\n\\t乙\"");

    var stored = CHECK.check(form).application().orElseThrow().document();

    assertThat(stored.at("/applicant/legalPerson").textValue()).isEqualTo("㛃𠮷");
  }

  @Test
  void neverQuotesWhatWasFilledIn() {
    var form = with(formal(), "/applicant/certNo", "\"SECRET-VALUE\"");
    with(form, "/applicant/contactMobile", "\"SECRET-VALUE\"");
    with(form, "/applicant/email", "\"SECRET-VALUE\"");
    with(form, "/applyType", "\"SECRET-VALUE\"");
    with(form, "/project/name", "{\"SECRET\":1}");

    assertThat(errors(CHECK.check(form)))
        .hasSize(5)
        .extracting(Fault::message)
        .noneMatch(message -> message.contains("SECRET-VALUE"));
  }

  @Test
  void answersOnlyTwoHundredFaultsAndSaysThereAreMore() {
    var form = formal();
    for (var i = 0; i < 900; i++) {
      form.put("x" + i, i);
    }

    var found = CHECK.check(form).faults();

    assertThat(found).hasSize(201);
    assertThat(found.get(200).code()).isEqualTo("TOO_MANY_FAULTS");
  }

  @Test
  void tellsOfAHostileFieldNameInPrintableText() {
    var form = formal();
    form.put("a\ud800\u0000/~" + "b".repeat(500), 1);

    assertThat(errors(CHECK.check(form)))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.pointer()).startsWith("/a\ufffd\ufffd~1~0bbb").hasSizeLessThan(100);
              assertThat(Json.write(fault).getBytes(StandardCharsets.UTF_8)).isNotEmpty();
            });
  }

  @ParameterizedTest
  @CsvSource({"[]", "1", "null"})
  void refusesADocumentThatIsNoForm(String document) {
    var checked = CHECK.check(Json.read(document.getBytes(StandardCharsets.UTF_8)));

    assertThat(errors(checked)).extracting(Fault::code).containsExactly("TYPE");
  }

  @Test
  void namesEveryRequiredBoxOfAnEmptyForm() {
    var checked = CHECK.check(Json.mapper().createObjectNode());

    assertThat(errors(checked))
        .extracting(Fault::label)
        .containsExactly("申请请求号", "外部申请号", "申请类型", "入口", "渠道", "申请时间", "报装事项", "申请人", "项目", "外线工程");
  }

  private static List<Fault> errors(Checked checked) {
    return checked.faults().stream().filter(f -> f.severity() == Severity.ERROR).toList();
  }
}
