package org.lianbao.application;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lianbao.shared.Json;

class MaskingTest {

  private static final String ENTERPRISE =
      """
      {"applicant": {"applicantType": "ENTERPRISE", "name": "濮阳县测试新材料有限公司",
         "certType": "USCC", "certNo": "91410928MA0TE5T16H", "legalPerson": "张三",
         "legalPersonIdNo": "410928190101010016", "contactName": "欧阳娜娜",
         "contactMobile": "13800138000", "contactTel": "0393-3220000",
         "email": "lisi@example.com", "address": "濮阳县挥公大道18号2单元", "agentName": "𠮷野"},
       "project": {"name": "年产2万吨新材料项目", "builderUscc": "91410928MA0TE5T16H",
         "site": "濮阳县挥公大道与龙华路交叉口", "lon": 115.020001},
       "externalWorks": {"constructor": {"responsible": "赵六六", "phone": "13900139000"}},
       "invoice": {"bankAccount": "6222020200112233445"},
       "remark": "找欧阳娜娜，13800138000，身份证410928190101011027",
       "attachments": [{"fileName": "张三身份证.pdf", "url": "https://files/abc?token=1"}]}
      """;

  private static final String PERSON =
      """
      {"applicant": {"applicantType": "PERSON", "name": "张三", "certType": "ID_CARD",
         "certNo": "410928190101010016", "contactName": "张三"},
       "project": {"name": "张三自建房", "builderName": "张三", "site": "濮阳县红旗路5号院",
         "lon": 115.021234, "lat": 35.709876}}
      """;

  @ParameterizedTest
  @CsvSource({
    "/applicant/name, 濮阳县测试新材料有限公司",
    "/applicant/certNo, 91410928MA0TE5T16H",
    "/project/builderUscc, 91410928MA0TE5T16H",
    "/project/site, 濮阳县挥公大道与龙华路交叉口",
    "/project/name, 年产2万吨新材料项目",
    "/project/lon, 115.020001"
  })
  void anOrganisationIsShownByNameAndCode(String pointer, String shown) {
    assertThat(masked(ENTERPRISE).at(pointer).asText()).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "/applicant/legalPerson, 张*",
    "/applicant/contactName, 欧***",
    "/applicant/agentName, 𠮷*",
    "/applicant/legalPersonIdNo, 410928********0016",
    "/applicant/contactMobile, 138****8000",
    "/applicant/contactTel, 0393-***0000",
    "/applicant/email, l***@",
    "/applicant/address, 濮阳县挥公大道***",
    "/externalWorks/constructor/responsible, 赵**",
    "/externalWorks/constructor/phone, 139****9000",
    "/invoice/bankAccount, ***3445",
    "/remark, 找欧***，138****8000，身份证410928********1027",
    "/attachments/0/fileName, 张*身份证.pdf",
    "/attachments/0/url, ***"
  })
  void personalDataIsMaskedByWhatItIs(String pointer, String shown) {
    assertThat(masked(ENTERPRISE).at(pointer).asText()).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "/applicant/name, 张*",
    "/applicant/certNo, 410928********0016",
    "/project/name, 张*自建房",
    "/project/builderName, 张*",
    "/project/site, 濮阳县红旗路***",
    "/project/lon, 115.02",
    "/project/lat, 35.71"
  })
  void aPersonIsMaskedWhereverThePersonStands(String pointer, String shown) {
    assertThat(masked(PERSON).at(pointer).asText()).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"INDIVIDUAL_BUSINESS", "PERSON", "SOMETHING_NEW"})
  void onlyKnownKindsOfOrganisationAreShownInClear(String applicantType) {
    var form = masked(ENTERPRISE.replace("\"ENTERPRISE\"", "\"" + applicantType + "\""));

    assertThat(form.toString()).doesNotContain("濮阳县测试新材料有限公司", "91410928MA0TE5T16H");
  }

  @Test
  void theFormItselfStaysAsItWas() {
    var form = read(ENTERPRISE);
    Masking.of(form).document();

    assertThat(form).isEqualTo(read(ENTERPRISE));
  }

  @Test
  void factsToldAboutTheCaseAreMaskedToo() {
    var facts =
        Masking.of(read(ENTERPRISE))
            .facts(read("{\"note\": \"张三同意\", \"who\": 13800138000, \"amount\": 12.5}"));

    assertThat(facts)
        .isEqualTo(read("{\"note\": \"张*同意\", \"who\": \"138****8000\", \"amount\": 12.5}"));
  }

  @ParameterizedTest
  @CsvSource({"138", "1", "12345"})
  void whatIsTooShortToHideInIsNotShownWhole(String number) {
    assertThat(Mask.phone(number)).isNotEqualTo(number).doesNotContain(number);
    assertThat(Mask.identity(number)).doesNotContain(number);
    assertThat(Mask.account(number)).isNotEqualTo(number);
  }

  private static JsonNode masked(String form) {
    return Masking.of(read(form)).document();
  }

  private static JsonNode read(String json) {
    return Json.read(json, JsonNode.class);
  }
}
