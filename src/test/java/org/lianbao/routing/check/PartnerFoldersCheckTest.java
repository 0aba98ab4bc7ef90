package org.lianbao.routing.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lianbao.shared.Finding;
import org.springframework.util.FileSystemUtils;

/** All partners are clean; each way to break a copy of them is found, with file, line and mend. */
class PartnerFoldersCheckTest {

  @TempDir Path copy;

  @Test
  void findsNothingInThePartnersOfThisHub() {
    var check = new PartnerCheck(Path.of("routes"), Path.of("mappings"));

    assertThat(check.slugs()).hasSizeGreaterThanOrEqualTo(5);
    assertThat(check.all()).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          routes/gas/partner.yaml|suffix: G|suffix: g1|suffix|capital letters
          routes/gas/partner.yaml|suffix: G|suffix: W|suffix W: water claims the same|another
          routes/gas/partner.yaml|suffix: G|sufix: G|no key sufix|suffix
          routes/gas/partner.yaml|utility:GAS|utility:HEAT|orders of kind connect for role utility:HEAT: heat|another
          routes/gas/partner.yaml|/application/gas|/application/gaz|no such field: /application/gaz|openapi
          routes/gas/partner.yaml|first: 2s|first: 2 seconds|retry.first|500ms
          routes/gas/partner.yaml|sandbox: gas|sandbox: https://gas.example.cn|outside this machine|127.0.0.1
          routes/gas/partner.yaml|en: SM3 signing secret, for both directions|en: SM3\\n    sandbox: hunter2hunter2|a secret does not stand in a file|first start
          routes/gas/partner.yaml|as: link|as: letter|attachments.as|upload
          routes/gas/partner.yaml|as: link|as: link, materials: [M01], required: [M05]|required material is not among|materials
          routes/gas/partner.yaml|as: link, largest: 50MB|as: inline, largest: 50MB|10MB together|10MB or less
          routes/gas/partner.yaml|  - /application/attachments|  - /application/remark|does not see which there are|sees
          routes/gas/partner.yaml|as: link|as: beside|no route goes to direct:hub.files|attachments.md
          routes/gas/partner.yaml|as: link|as: none|a route goes to direct:hub.attach|attachments.md
          routes/gas/orders.camel.yaml|uri: direct:hub.take|url: direct:hub.take|no key url|uri
          routes/gas/orders.camel.yaml|- convertBodyTo:|- convertBody:|no key convertBody|spelling
          routes/gas/orders.camel.yaml|steps:|steps: [|not well-formed YAML|near
          routes/gas/orders.camel.yaml|id: gas.submit-order.take|id: water.submit-order.take|does not begin with gas.|gas.
          routes/gas/orders.camel.yaml|id: gas.submit-order.sign|id: gas.submit-order.files|stands already at routes/gas/orders.camel.yaml|another id
          routes/gas/orders.camel.yaml|id: gas.submit-order.take|description: one|the step to has no id|id:
          routes/gas/orders.camel.yaml|group: gas|group: heat|group is not gas|group: gas
          routes/gas/orders.camel.yaml|description: Put|note: Put|no description|description
          routes/gas/orders.camel.yaml|routeConfigurationId: hub.orders|routeConfigurationId: hub.order|no route configuration hub.order|hub.orders
          routes/gas/orders.camel.yaml|routeConfigurationId: hub.orders|note: none|what happens to its errors|hub.orders
          routes/gas/orders.camel.yaml|direct:hub.settle|direct:hub.setle|no route begins at direct:hub.setle|direct:hub.settle
          routes/gas/orders.camel.yaml|direct:hub.settle|direct:heat.write-file|belongs to another partner|hub.
          routes/gas/orders.camel.yaml|map:gas/order.jsonata|map:gas/ordre.jsonata|no file mappings/gas/ordre.jsonata|order.jsonata
          routes/gas/orders.camel.yaml|map:gas/order.jsonata|map:heat/order.jsonata|another partner's|map:gas/
          routes/gas/orders.camel.yaml|to: json|to: jsn|does not know to: jsn|json
          routes/gas/orders.camel.yaml|jms:queue:lianbao.orders.gas|jms:queue:lianbao.orders.heat|order queue of heat|lianbao.orders.gas
          routes/gas/orders.camel.yaml|jms:queue:RQ.INSTALL.APPLY|jmx:queue:RQ.INSTALL.APPLY|no component jmx|spelling
          routes/gas/orders.camel.yaml|jms:queue:RQ.INSTALL.APPLY|bean:org.acme.Thing|calls no Java|map:
          routes/water/orders.camel.yaml|"{{lianbao.partners.water.url}}/wtr|"https://water.example.cn/wtr|an address stands in the file|placeholder
          routes/water/orders.camel.yaml|"{{lianbao.partners.water.url}}/wtr|"{{lianbao.partners.water.uri}}/wtr|no setting uri|settings
          routes/water/orders.camel.yaml|"{{lianbao.partners.water.url}}/wtr|"{{lianbao.partners.gas.url}}/wtr|no setting of this partner|lianbao.partners.water.
          routes/heat/orders.camel.yaml|username: "{{lianbao.partners.heat.user}}"|password: hunter2hunter2|the value of password|placeholder
          routes/heat/orders.camel.yaml|{{lianbao.partners.heat.private-key}}|{{lianbao.partners.heat.private-key:hunter2}}|the default of a secret|placeholder
          routes/heat/orders.camel.yaml|sftp:{{lianbao.partners.heat.host}}|sftp:10.1.2.3|an address|placeholder
          routes/approval/partner.yaml|identity: [GCDM]|identity: [GCMD]|no column GCMD in SPGL_XMJBXXB|declare
          routes/approval/partner.yaml|key: DFSJZJ|key: DFSJZK|no column DFSJZK in common|declare
          routes/approval/partner.yaml|identity: [GCDM]|#|SPGL_XMJBXXB has no identity|columns
          routes/approval/partner.yaml|answers: {table: SPGL_XMSPSXBLXXB|answers: {table: SPGL_GZCNZBJJGXXB|answers leads from|remove answers
          routes/approval/partner.yaml|by: [GCDM, SPSXBM]|by: [GCDM, JCBH]|no column JCBH in SPGL_XMSPSXBLXXB|declare
          routes/approval/partner.yaml|LSH: bigint|LSH: sequence|common.LSH: wrong form|varchar(100)
          routes/approval/partner.yaml|  db-user:|  user:|the setting db-user is not declared|settings
          routes/approval/callbacks.camel.yaml|approval/SPGL_XMSPSXBLXXXXB|approval/SPGL_XMJBXXB|no table SPGL_XMJBXXB that the partner writes|mend
          routes/approval/callbacks.camel.yaml|table:approval/SPGL|table:heat/SPGL|are another partner's|table:approval
          routes/approval/callbacks.camel.yaml|verdicts: true|verdict: true|does not know verdict|verdicts
          routes/approval/orders.camel.yaml|uri: table:approval|uri: table:approval/SPGL_XMSPSXBLXXXXB|used the wrong way|to write
          routes/gas/orders.camel.yaml|jms:queue:RQ.INSTALL.APPLY|table:gas|declares no exchange tables|tables:
          routes/gas/partner.yaml|refused: callback-refused|refused: callback-refuse|no example callback-refuse|callback-refused
          routes/gas/partner.yaml|refused: callback-refused|refused: callback-accepted|means ORDER_ACCEPTED|another example
          routes/gas/partner.yaml|order: order|order: receipt|the input of example receipt is no order|orderNo
          routes/gas/partner.yaml|[callback-accepted,|[receipt,|no route reads messages with receipt.jsonata|reads messages
          routes/gas/partner.yaml|tells: [|telling: [|no key telling|tells
          routes/water/partner.yaml|taken: receipt-accepted|taken: receipt-missing-field|means REFUSED|another example
          routes/water/partner.yaml|taken: receipt-accepted|taken: order|no route reads an answer with order.jsonata|reads answers
          mappings/gas/order.jsonata|"install_no": orderNo,|"install_no": orderNo,,|does not compile|line
          mappings/gas/order.jsonata|"city_no"|"city_nr"|differs from the example|--diff
          mappings/gas/order.jsonata|$gas.hourlyMax,|$gas.hourlyMax + "x",|cannot be mapped|try gas order.jsonata
          mappings/gas/order.jsonata|$code("pressure"|$code("presure"|no code table presure|codes/presure.csv
          mappings/gas/verify.jsonata|$setting("secret")|$setting("sekret")|no setting sekret|settings
          mappings/power/fault.ftlx|${input.code}|${input.code|does not compile|line
          mappings/gas/codes/install-type.csv|COMMERCIAL,2|INDUSTRIAL,2|value of canonical is that of line 2|this line
          mappings/gas/codes/events.csv|ORDER_ACCEPTED,20|ORDER_ACCEPTED,10|value of partner is that of line 2|this line
          mappings/gas/codes/install-type.csv|canonical,partner,label\\nINDUSTRIAL,1,工业|canonical,partner,from\\nINDUSTRIAL,1,soon|no date such as 2026-01-31|this line
          mappings/gas/codes/install-type.csv|COMMERCIAL,2|COMMERCIAL|fit the header|canonical,partner
          mappings/gas/examples/order/input.json|"certType"|"legalPersonIdNo": "x", "certType"|does not see: /application/applicant/legalPersonIdNo|sees
          mappings/gas/examples/order/example.yaml|mapping: order|maping: order|unknown key: maping|examples
          mappings/gas/examples/order/example.yaml|to: JSON|to: JSN|to must be one of|examples
          """)
  void findsEachFault(String file, String text, String broken, String what, String mend)
      throws IOException {
    var line = breakIn(file, text, broken);

    var findings = check(slug(file));

    assertThat(findings)
        .as("%s", findings)
        .anySatisfy(
            finding -> {
              assertThat(finding.file()).isEqualTo(expectedPlace(file, finding));
              assertThat(finding.what().en()).contains(what);
              assertThat(finding.mend().en()).contains(mend);
              assertThat(finding.what().zh()).isNotBlank();
              assertThat(finding.mend().zh()).isNotBlank();
              if (finding.file().equals(file)) {
                assertThat(finding.line()).as("line of %s", finding).isBetween(1, line + 3);
              }
            });
    assertThat(findings.toString()).doesNotContain("hunter2");
  }

  @Test
  void namesTheExactLineOfAWrongValue() throws IOException {
    var line = breakIn("routes/gas/orders.camel.yaml", "direct:hub.settle", "direct:hub.setle");

    assertThat(check("gas"))
        .extracting(Finding::place)
        .containsExactly("routes/gas/orders.camel.yaml:" + line);
  }

  @Test
  void missesWhatATwinReadsOrdersWith() throws IOException {
    copyOf("gas");
    Files.delete(copy.resolve("mappings/gas/twin-reads.jsonata"));

    assertThat(check("gas"))
        .extracting(finding -> finding.what().en())
        .anyMatch(what -> what.startsWith("there is no mapping twin-reads.jsonata"));
  }

  @Test
  void missesAMappingWithoutAnExampleAndAnOrderNobodyTakes() throws IOException {
    copyOf("gas");
    Files.writeString(copy.resolve("mappings/gas/later.jsonata"), "{\"a\": 1}\n");
    Files.delete(copy.resolve("routes/gas/orders.camel.yaml"));

    assertThat(check("gas"))
        .extracting(finding -> finding.what().en())
        .contains("the mapping has no example")
        .anyMatch(text -> text.startsWith("one route must take orders from"));
  }

  @Test
  void ofSeveralRoutesThatTakeOrdersEachNeedsAConditionOfItsOwn() throws IOException {
    var condition = "    precondition: \"'{{lianbao.partners.county.channel:http}}' == 'http'\"\\n";
    breakIn("routes/county/orders.camel.yaml", condition, "");

    assertThat(check("county"))
        .extracting(finding -> finding.what().en())
        .anyMatch(text -> text.startsWith("one route must take orders from"));
  }

  @Test
  void eachValueThatChoosesAmongRoutesHasItsRouteAndNoOtherChooses() throws IOException {
    var line = breakIn("routes/county/orders-jms.camel.yaml", "== 'jms'", "== 'telex'");
    assertThat(check("county"))
        .extracting(Finding::toString)
        .anyMatch(
            text ->
                text.startsWith("routes/county/orders-jms.camel.yaml:" + line)
                    && text.contains("it may be http, jms, table"));

    breakIn("routes/county/orders-jms.camel.yaml", "== 'jms'", "!= 'http'");
    assertThat(check("county"))
        .extracting(finding -> finding.what().en())
        .contains("the condition does not compare a setting with a value it may have");

    breakIn(
        "routes/county/partner.yaml",
        "oneOf: [http, jms, table]",
        "oneOf: [http, jms, table, fax]");
    assertThat(check("county"))
        .extracting(finding -> finding.what().en())
        .contains("no route takes orders when channel is fax");
  }

  @Test
  void showsOnePartnersFindingsAlone() throws IOException {
    breakIn("mappings/gas/order.jsonata", "\"city_no\"", "\"city_nr\"");
    copyOf("heat");
    var check = new PartnerCheck(copy.resolve("routes"), copy.resolve("mappings"));

    assertThat(check.of("gas")).isNotEmpty();
    assertThat(check.of("heat")).isEmpty();
  }

  private static String slug(String file) {
    return file.split("/")[1];
  }

  /** A mapping's fault may show at its example, and the other way round. */
  private static String expectedPlace(String file, Finding finding) {
    return file.contains("/gas/order.jsonata") && finding.file().contains("/examples/")
        ? finding.file()
        : file;
  }

  /** Breaks one place of a copy; returns its line. */
  private int breakIn(String file, String text, String broken) throws IOException {
    copyOf(slug(file));
    var path = copy.resolve(file);
    var whole = Files.readString(path);
    var wanted = lines(text);
    var at = whole.indexOf(wanted);
    assertThat(at).as("%s holds %s", file, wanted).isNotNegative();
    var replaced =
        whole.substring(0, at)
            + lines(broken == null ? "" : broken)
            + whole.substring(at + wanted.length());
    Files.write(path, replaced.getBytes(StandardCharsets.UTF_8));
    return (int) whole.substring(0, at).lines().count()
        + (at == 0 || whole.charAt(at - 1) == '\n' ? 1 : 0);
  }

  private static String lines(String text) {
    return text.replace("\\n", "\n");
  }

  private List<Finding> check(String slug) {
    return new PartnerCheck(copy.resolve("routes"), copy.resolve("mappings")).of(slug);
  }

  private void copyOf(String slug) {
    try {
      FileSystemUtils.copyRecursively(Path.of("routes"), copy.resolve("routes"));
      FileSystemUtils.copyRecursively(
          Path.of("mappings", slug), copy.resolve("mappings").resolve(slug));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
