package org.lianbao.application;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lianbao.application.form.Form;
import org.lianbao.shared.Json;

class PersonalFieldsTest {

  private static final List<String> VALUES =
      List.of("410928190101010016", "13800138000", "0393-3220000", "阿依古丽·买买提", "a.b@example.org");

  @Test
  void noPersonalFieldOfTheContractIsShownInClear() {
    var personal =
        Form.load().fields().entrySet().stream()
            .filter(entry -> Boolean.parseBoolean(entry.getValue().mark("x-personal")))
            .map(java.util.Map.Entry::getKey)
            .toList();
    assertThat(personal).hasSizeGreaterThan(15).contains("/applicant/certNo", "/invoice/account");

    for (var pattern : personal) {
      for (var value : VALUES) {
        var form = Json.mapper().createObjectNode();
        form.putObject("applicant").put("applicantType", "PERSON");
        var pointer = put(form, pattern, value);

        var masked = Masking.of(form).document().at(pointer).asText();

        if (fits(pattern, value)) {
          assertThat(masked).as(pattern).isNotEmpty().isNotEqualTo(value);
        }
      }
    }
  }

  /** Whether people write such a value into such a field. */
  private static boolean fits(String pattern, String value) {
    var name = pattern.substring(pattern.lastIndexOf('/') + 1);
    return switch (value) {
      case "410928190101010016" ->
          name.endsWith("IdNo") || name.equals("certNo") || name.equals("account");
      case "13800138000" -> name.endsWith("Mobile");
      case "0393-3220000" -> name.toLowerCase(java.util.Locale.ROOT).endsWith("tel");
      case "a.b@example.org" -> name.equals("email");
      default ->
          name.toLowerCase(java.util.Locale.ROOT).endsWith("name")
              || name.endsWith("Person")
              || name.equals("clerk");
    };
  }

  private static String put(ObjectNode form, String pattern, String value) {
    JsonNode at = form;
    var pointer = new StringBuilder();
    var names = pattern.substring(1).split("/");
    for (var i = 0; i < names.length; i++) {
      var last = i == names.length - 1;
      if (names[i].equals("*")) {
        pointer.append("/0");
        at = ((ArrayNode) at).addObject();
      } else {
        pointer.append('/').append(names[i]);
        var object = (ObjectNode) at;
        if (last) {
          object.put(names[i], value);
        } else if (names[i + 1].equals("*")) {
          at = object.withArray(names[i]);
        } else {
          at = object.withObject("/" + names[i]);
        }
      }
    }
    return pointer.toString();
  }
}
