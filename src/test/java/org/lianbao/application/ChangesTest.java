package org.lianbao.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.lianbao.application.Forms.formal;
import static org.lianbao.application.Forms.with;
import static org.lianbao.application.Forms.without;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lianbao.application.Changes.Change;

class ChangesTest {

  @Test
  void namesEachFieldThatChangedWithItsValueBeforeAndAfter() {
    var after = with(formal(), "/water/dailyMax", "130");
    with(after, "/water/households", "3");
    without(after, "/power/loadLevel");

    assertThat(between(after))
        .extracting(Change::pointer, it -> text(it.before()), it -> text(it.after()))
        .containsExactlyInAnyOrder(
            tuple("/water/dailyMax", "120.0", "130"),
            tuple("/water/households", null, "3"),
            tuple("/power/loadLevel", "III", null));
  }

  @Test
  void theSameNumberSpeltOtherwiseIsNoChange() {
    assertThat(between(with(formal(), "/water/dailyMax", "1.2e2"))).isEmpty();
  }

  @Test
  void whenAndUnderWhichRequestItWasHandedInIsNoChange() {
    var after = formal().put("requestId", "r-2").put("applyTime", "2026-11-10T09:00:00+08:00");

    assertThat(between(after)).isEmpty();
  }

  @Test
  void aGroupThatCameOrWentIsToldFieldByField() {
    var after = without(formal(), "/heat");
    with(after, "/invoice", "{\"title\":\"甲\",\"taxNo\":\"乙\"}");

    assertThat(between(after))
        .extracting(Change::pointer)
        .contains("/heat/heatArea", "/heat/season", "/invoice/title", "/invoice/taxNo");
  }

  @Test
  void entriesOfAListAreToldByTheirPlaceAndPlainListsAsAWhole() {
    var after = with(formal(), "/externalWorks/items/1/digArea", "61");
    with(after, "/services", "[\"WATER\"]");
    with(after, "/attachments/0/url", "\"https://ggxt.example/files/new\"");

    assertThat(between(after))
        .extracting(Change::pointer)
        .containsExactly("/services", "/externalWorks/items/1/digArea", "/attachments/0/url");
    assertThat(between(after)).extracting(Change::ofAddress).containsExactly(false, false, true);
  }

  private static List<Change> between(ObjectNode after) {
    return Changes.between(formal(), after);
  }

  private static String text(JsonNode value) {
    return value == null ? null : value.asText();
  }
}
