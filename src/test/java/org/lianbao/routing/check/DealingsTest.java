package org.lianbao.routing.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.lianbao.mapping.Format;
import org.lianbao.routing.check.Dealings.Carrier;

/** What the route files say about how a partner is spoken to. */
class DealingsTest {

  private static final PartnerCheck HOUSE =
      new PartnerCheck(Path.of("routes"), Path.of("mappings"));

  @Test
  void anOrderByFormAndAQuestionByAnotherPath() {
    var water = HOUSE.dealings("water");

    var order = water.answeredBy("receipt.jsonata").orElseThrow();
    assertThat(order.carrier()).isEqualTo(Carrier.HTTP);
    assertThat(order.order()).isTrue();
    assertThat(order.path()).isEqualTo("/wtr/install/submit");
    assertThat(order.settings()).containsExactly("url");
    assertThat(order.format()).isEqualTo(Format.FORM);
    assertThat(order.headers())
        .containsOnlyKeys("Content-Type")
        .containsValue("application/x-www-form-urlencoded; charset=UTF-8");
    var question = water.answeredBy("callback.jsonata").orElseThrow();
    assertThat(question.order()).isFalse();
    assertThat(question.path()).isEqualTo("/wtr/install/progress");
    assertThat(water.doors()).isEmpty();
  }

  @Test
  void soapOutAndIn() {
    var power = HOUSE.dealings("power");

    assertThat(power.calls()).hasSize(1);
    var call = power.calls().get(0);
    assertThat(call.format()).isEqualTo(Format.XML);
    assertThat(call.headers()).containsEntry("SOAPAction", "\"urn:pysim:gd:yk:tjysq\"");
    assertThat(call.reader().orElseThrow().withStatus()).isFalse();
    var door = power.readBy("callback.jsonata").orElseThrow();
    assertThat(door.carrier()).isEqualTo(Carrier.HTTP);
    assertThat(door.path()).isEqualTo("/callbacks/power");
    assertThat(door.mappings()).contains("verify.jsonata", "callback.jsonata");
  }

  @Test
  void queuesBothWays() {
    var gas = HOUSE.dealings("gas");

    assertThat(gas.calls()).hasSize(1);
    assertThat(gas.calls().get(0).carrier()).isEqualTo(Carrier.JMS);
    assertThat(gas.calls().get(0).path()).isEqualTo("RQ.INSTALL.APPLY");
    assertThat(gas.calls().get(0).format()).isEqualTo(Format.JSON);
    assertThat(gas.calls().get(0).reader()).isEmpty();
    assertThat(gas.readBy("callback.jsonata").orElseThrow().path()).isEqualTo("RQ.INSTALL.STATUS");
  }

  @Test
  void aFileWithItsMarkerIsOneMessage() {
    var heat = HOUSE.dealings("heat");

    var order = heat.calls().stream().filter(Dealings.Call::order).toList();
    assertThat(order).hasSize(1);
    assertThat(order.get(0).path()).isEqualTo("in");
    assertThat(order.get(0).files()).containsExactly(".csv", ".ok");
    assertThat(order.get(0).charset()).isEqualTo(Charset.forName("GB18030"));
    assertThat(order.get(0).settings()).containsExactly("host", "port");
    var door = heat.readBy("refusals.jsonata").orElseThrow();
    assertThat(door.path()).isEqualTo("out");
    assertThat(door.options()).containsEntry("include", "RLBZ_ERR_[0-9A-Za-z_-]{1,120}[.]csv");
  }

  @Test
  void aPathThatEachMessageCompletes() {
    var bureau = HOUSE.dealings("data-bureau");

    assertThat(bureau.calls()).hasSize(1);
    assertThat(bureau.calls().get(0).path()).isEqualTo("/gateway/*");
    assertThat(bureau.calls().get(0).reader().orElseThrow().withStatus()).isTrue();
  }

  @Test
  void foldersAreNamedByTheirSettings() {
    var police = HOUSE.dealings("traffic-police");

    var order = police.calls().stream().filter(Dealings.Call::order).toList();
    assertThat(order).hasSize(1);
    assertThat(order.get(0).carrier()).isEqualTo(Carrier.FILE);
    assertThat(order.get(0).settings()).containsExactly("outgoing");
    assertThat(order.get(0).files()).containsExactly(".xml", ".xml.sm3");
    assertThat(order.get(0).charset()).isEqualTo(Charset.forName("GBK"));
    assertThat(police.readBy("callback.jsonata").orElseThrow().settings())
        .containsExactly("incoming");
  }
}
