package org.lianbao.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;
import org.lianbao.shared.Digest;
import org.springframework.dao.DataAccessResourceFailureException;

class PowerCallbackRouteTest extends AdvisedHub {

  @Test
  void aGenuineCallbackIsMappedRecordedAndAcknowledged() {
    var answer = callback(signed(envelope("BZ1-E")));

    assertThat(answer.getHeader(Exchange.HTTP_RESPONSE_CODE, int.class)).isEqualTo(200);
    assertThat(answer.getBody(String.class)).contains("<FHDM>0000</FHDM>");
    var items = recorded.getExchanges().get(0).getMessage().getBody(JsonNode.class);
    assertThat(items).hasSize(1);
    var item = items.get(0);
    assertThat(item.path("orderNo").asText()).isEqualTo("BZ1-E");
    assertThat(item.path("event").asText()).isEqualTo("SURVEY_COMPLETED");
    assertThat(Instant.parse(item.path("occurredAt").asText())).isEqualTo("2026-11-22T01:00:00Z");
    assertThat(item.at("/attributes/handler").asText()).isEqualTo("王五");
    assertThat(item.at("/attributes/accessOk").asBoolean()).isTrue();
  }

  @Test
  void aForgedCallbackIsRefusedAndNothingOfItIsRecorded() {
    var answer = callback(signed(envelope("BZ1-E")).replace("BZ1-E", "BZ2-E"));

    assertThat(answer.getHeader(Exchange.HTTP_RESPONSE_CODE, int.class)).isEqualTo(500);
    assertThat(answer.getBody(String.class)).contains("soapenv:Client");
    assertThat(recorded.getExchanges()).isEmpty();
  }

  @Test
  void aCallbackThatCannotBeRecordedIsAskedForAgain() {
    recorded.whenAnyExchangeReceived(
        exchange -> {
          throw new DataAccessResourceFailureException("gone");
        });

    var answer = callback(signed(envelope("BZ1-E")));

    assertThat(answer.getHeader(Exchange.HTTP_RESPONSE_CODE, int.class)).isEqualTo(500);
    assertThat(answer.getBody(String.class)).contains("soapenv:Server").doesNotContain("gone");
  }

  private Message callback(String xml) {
    var answer = producer.request("direct:callback", exchange -> exchange.getIn().setBody(xml));
    assertThat(answer.getException()).isNull();
    return answer.getMessage();
  }

  private static String envelope(String orderNo) {
    return """
        <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" \
        xmlns:yk="urn:pysim:gd:yk"><soapenv:Header><yk:BWT><FWBM>BZ_HJ_FK</FWBM><YXT>PYGD</YXT>\
        <MBXT>PYXBZ</MBXT><QQLSH>1</QQLSH><QQSJ>20261122090000</QQSJ><ZY>00</ZY></yk:BWT>\
        </soapenv:Header><soapenv:Body><yk:hjfk><YSQBH>%s</YSQBH><SQBH>1</SQBH><YHBH/>\
        <HJBM>02</HJBM><HJJG>1</HJJG><HJSJ>20261122090000</HJSJ><CLR>王五</CLR><CLYJ/><YYDM/>\
        <YYMC/><FYJE/></yk:hjfk></soapenv:Body></soapenv:Envelope>"""
        .formatted(orderNo);
  }

  private String signed(String envelope) {
    var open = "<soapenv:Body>";
    var body =
        envelope.substring(
            envelope.indexOf(open) + open.length(), envelope.indexOf("</soapenv:Body>"));
    var digest = Digest.sm3(settings.get("power", "secret").orElseThrow() + body);
    return envelope.replace("<ZY>00</ZY>", "<ZY>" + digest + "</ZY>");
  }
}
