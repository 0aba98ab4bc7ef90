package org.lianbao.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What Camel lets pass, and then quietly does otherwise than the file seems to say. */
class RouteFilesTest {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final JsonSchema SCHEMA = schema();
  private static final List<RouteFile> FILES = files();

  /** One file of routes. */
  private record RouteFile(String folder, String name, JsonNode content) {

    Stream<JsonNode> all(String kind) {
      return content.findValues(kind).stream();
    }

    String prefix() {
      return folder.equals("_shared") ? "hub." : folder + ".";
    }

    @Override
    public String toString() {
      return folder + "/" + name;
    }
  }

  @ParameterizedTest
  @FieldSource("FILES")
  void everyFileIsValidCamelYaml(RouteFile file) {
    assertThat(SCHEMA.validate(file.content())).isEmpty();
  }

  @Test
  void theSchemaFindsAMistypedStep() throws IOException {
    var mistyped =
        """
        - route:
            id: acme.submit-order
            from:
              uri: direct:acme
              steps:
                - setHeadr: {id: acme.submit-order.type, name: a}
        """;

    assertThat(SCHEMA.validate(YAML.readTree(mistyped))).isNotEmpty();
  }

  @ParameterizedTest
  @FieldSource("FILES")
  void everyRouteIsNamedAfterItsFolderAndBelongsToIt(RouteFile file) {
    assertThat(file.all("route").toList())
        .allSatisfy(
            route -> {
              assertThat(route.path("id").asText()).startsWith(file.prefix());
              // The shared steps read the partner from the group.
              assertThat(route.path("group").asText()).isEqualTo(file.folder());
            });
  }

  @Test
  void noIdIsUsedTwice() {
    var ids = FILES.stream().flatMap(file -> file.all("id")).map(JsonNode::asText).toList();

    assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @FieldSource("FILES")
  void everyStepIsNamedAfterItsRoute(RouteFile file) {
    assertThat(file.all("route").toList())
        .allSatisfy(
            route ->
                assertThat(route.path("from").findValuesAsText("id"))
                    .isNotEmpty()
                    .allMatch(id -> id.startsWith(route.path("id").asText() + ".")));
  }

  @Test
  void everyErrorPolicyUsedExists() {
    var known =
        FILES.stream()
            .flatMap(file -> file.all("routeConfiguration"))
            .map(policy -> policy.path("id").asText())
            .toList();
    var used =
        FILES.stream().flatMap(file -> file.all("routeConfigurationId")).map(JsonNode::asText);

    // Camel ignores a name it does not know, and retries nothing and settles nothing.
    assertThat(Set.copyOf(used.toList())).isNotEmpty().isSubsetOf(known);
  }

  @ParameterizedTest
  @FieldSource("FILES")
  void everyRouteHasItsErrorPolicy(RouteFile file) {
    assertThat(file.all("route").toList())
        .allSatisfy(
            route ->
                assertThat(route.has("routeConfigurationId") != leavesErrorsToItsCaller(route))
                    .as("%s has a policy or leaves its errors", route.path("id").asText())
                    .isTrue());
  }

  @Test
  void theSharedStepsLeaveTheirErrorsToTheCaller() {
    var shared =
        FILES.stream()
            .filter(file -> file.folder().equals("_shared"))
            .flatMap(file -> file.all("route"))
            .toList();

    assertThat(shared).hasSizeGreaterThan(5).allMatch(RouteFilesTest::leavesErrorsToItsCaller);
  }

  private static boolean leavesErrorsToItsCaller(JsonNode route) {
    return route.path("errorHandler").has("noErrorHandler");
  }

  private static List<RouteFile> files() {
    var files = new ArrayList<RouteFile>();
    try (var paths = Files.walk(Path.of("routes"), 2)) {
      for (var path : paths.filter(it -> it.toString().endsWith(".camel.yaml")).sorted().toList()) {
        files.add(
            new RouteFile(
                path.getParent().getFileName().toString(),
                path.getFileName().toString(),
                YAML.readTree(path.toFile())));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static JsonSchema schema() {
    try (var in = RouteFilesTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
          .getSchema(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
