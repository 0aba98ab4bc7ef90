package org.lianbao.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lianbao.application.Services;
import org.springframework.web.bind.annotation.PostMapping;

class ContractTest {

  private final JsonNode contract = contract();

  @Test
  void isOpenApiAndItsFormIsAJsonSchema() {
    assertThat(contract.path("openapi").asText()).isEqualTo("3.1.0");
    var form = contract.at("/components/schemas/Application");
    var dialect =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    assertThat(dialect.validate(form.toString(), InputFormat.JSON)).isEmpty();
  }

  @Test
  void describesWhatTheControllerTakes() throws NoSuchMethodException {
    var submit =
        ApplicationsController.class.getDeclaredMethod(
            "submit", jakarta.servlet.http.HttpServletRequest.class);

    for (var path : submit.getAnnotation(PostMapping.class).path()) {
      var operation = contract.path("paths").path(path).path("post");
      assertThat(operation.isObject()).as(path).isTrue();
      assertThat(operation.at("/requestBody/content").fieldNames().next())
          .isEqualTo(submit.getAnnotation(PostMapping.class).consumes()[0]);
    }
  }

  @Test
  void refersOnlyToWhatItHas() {
    var dangling = new ArrayList<String>();
    for (var ref : contract.findValuesAsText("$ref")) {
      if (contract.at(ref.substring(1)).isMissingNode()) {
        dangling.add(ref);
      }
    }
    assertThat(dangling).isEmpty();
  }

  @Test
  void labelsEveryFieldInChineseAndLetsNoUnknownOneIn() {
    var faults = new ArrayList<String>();
    look("", contract.at("/components/schemas/Application"), faults);
    assertThat(faults).isEmpty();
  }

  @Test
  void hasABlockWithTheQuantitiesOfEveryService() {
    for (var service : Services.load().all()) {
      var block = contract.at("/components/schemas/Application/properties/" + service.block());
      assertThat(block.path("properties").fieldNames())
          .toIterable()
          .as(service.code())
          .containsAll(service.quantities());
    }
  }

  private static void look(String at, JsonNode part, List<String> faults) {
    if (!part.path("title").asText().matches(".*\\p{IsHan}.*")) {
      faults.add(at + " has no label");
    }
    if (part.has("properties")
        && !part.path("additionalProperties").asText("true").equals("false")) {
      faults.add(at + " lets unknown fields in");
    }
    part.path("properties")
        .fields()
        .forEachRemaining(entry -> look(at + "/" + entry.getKey(), entry.getValue(), faults));
    if (part.has("items")) {
      look(at + "/*", part.get("items"), faults);
    }
  }

  private static JsonNode contract() {
    try (var in = ContractTest.class.getResourceAsStream("/openapi/lianbao.yaml")) {
      return new YAMLMapper().readTree(in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
