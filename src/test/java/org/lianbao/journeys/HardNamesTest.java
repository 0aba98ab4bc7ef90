package org.lianbao.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partners;

/** Names that are hard to write arrive as they are, or as references where a set lacks them. */
class HardNamesTest {

  private static final String NAME = "濮阳县㛃䶮𠮷·买买提有限公司";
  private static final String AS_REFERENCES = "濮阳县&#x36C3;&#x4DAE;&#x20BB7;·买买提有限公司";

  /** How a partner's raw message is read, where it is not plain UTF-8 text. */
  private static final Map<String, Function<byte[], String>> READ =
      Map.of(
          "water", raw -> URLDecoder.decode(text(raw, "UTF-8"), StandardCharsets.UTF_8),
          "heat", raw -> text(raw, "GB18030"),
          "traffic-police", raw -> text(raw, "GBK"));

  private final Town town = Town.open();

  @Test
  void everyPartnerThatMaySeeTheNameGetsItWhole() {
    var form = town.application("WATER", "POWER", "GAS", "HEAT");
    ((ObjectNode) form.path("applicant")).put("name", NAME);
    ((ObjectNode) form.path("project")).put("builderName", NAME);
    var answer = town.apply(form);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);

    var seeing =
        town.bean(Partners.class).all().stream().filter(HardNamesTest::seesTheName).toList();
    assertThat(seeing).extracting(Partner::slug).contains("heat", "traffic-police", "housing");
    assertThat(seeing)
        .allSatisfy(
            partner -> {
              var said = said(partner.slug(), answer.caseNo());
              assertThat(said).contains(said.contains("encoding=\"GBK\"") ? AS_REFERENCES : NAME);
              assertThat(said).doesNotContain("?·买买提", "\uFFFD");
            });
  }

  /** Everything that a partner's system got about the case, once it got anything. */
  private String said(String partner, String caseNo) {
    var read = READ.getOrDefault(partner, raw -> text(raw, "UTF-8"));
    return Awaitility.await(partner)
        .atMost(Duration.ofSeconds(60))
        .until(() -> orders(partner, caseNo), numbers -> !numbers.isEmpty())
        .stream()
        .map(orderNo -> read.apply(town.received(partner, orderNo)))
        .collect(Collectors.joining("\n"));
  }

  private List<String> orders(String partner, String caseNo) {
    return town.ordersAt(partner).findValuesAsText("orderNo").stream()
        .filter(orderNo -> orderNo.contains(caseNo))
        .toList();
  }

  private static boolean seesTheName(Partner partner) {
    return partner.sees().stream()
        .anyMatch(seen -> "/application/applicant/name/".startsWith(seen + "/"));
  }

  private static String text(byte[] raw, String charset) {
    return new String(raw, Charset.forName(charset));
  }
}
