package org.lianbao.sandbox.gas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.lianbao.shared.Digest;
import org.lianbao.shared.Json;

/**
 * An application as the gas company reads it.
 *
 * @param installNo the hub's order number, {@code ""} when it cannot be told
 * @param digest SM3 of the canonical document
 * @param faults the names of the fields and properties that are absent or of the wrong kind
 * @param files the files it links to, each {@code {code, name, url}}
 */
record GasApplication(String installNo, String digest, List<String> faults, JsonNode files) {

  private static final Predicate<JsonNode> TEXT =
      node -> node.isTextual() && !node.asText().isBlank();
  private static final Predicate<JsonNode> WHOLE = JsonNode::isIntegralNumber;

  private static final Map<String, Predicate<JsonNode>> REQUIRED = new LinkedHashMap<>();
  private static final Map<String, Predicate<JsonNode>> OPTIONAL =
      Map.of(
          "annual_10k_nm3", JsonNode::isNumber,
          "device_list", JsonNode::isArray,
          "ext_line", JsonNode::isObject,
          "files", JsonNode::isArray);

  static {
    REQUIRED.put("install_no", TEXT);
    REQUIRED.put("city_no", TEXT);
    REQUIRED.put("install_type", WHOLE);
    REQUIRED.put("cust_name", TEXT);
    REQUIRED.put("credit_code", TEXT);
    REQUIRED.put("link_man", TEXT);
    REQUIRED.put("phone", TEXT);
    REQUIRED.put("address", TEXT);
    REQUIRED.put("press_level", TEXT);
    REQUIRED.put("hourly_nm3", JsonNode::isNumber);
    REQUIRED.put("apply_ts", WHOLE);
  }

  /** The same with one fault more. */
  GasApplication withFault(String fault) {
    return new GasApplication(installNo, digest, List.of(fault), files);
  }

  /**
   * Checks a message.
   *
   * @param properties the message's string properties
   */
  static GasApplication read(String body, Map<String, String> properties, String secret) {
    JsonNode json;
    try {
      json = Json.read(body.getBytes(StandardCharsets.UTF_8));
    } catch (Json.MalformedJson e) {
      json = Json.mapper().createArrayNode();
    }
    if (!json.isObject()) {
      var known = properties.getOrDefault("biz_no", "");
      return new GasApplication(
          known, Digest.sm3(body), List.of("body"), MissingNode.getInstance());
    }
    var faults = new ArrayList<String>();
    if (!Digest.matches(Digest.sm3(body + secret), properties.get("sign"))) {
      faults.add("sign");
    }
    if (!"APPLY".equals(properties.get("msg_type"))) {
      faults.add("msg_type");
    }
    if (!"1".equals(properties.get("schema_ver"))) {
      faults.add("schema_ver");
    }
    var installNo = json.path("install_no").asText("");
    if (!installNo.equals(properties.get("biz_no"))) {
      faults.add("biz_no");
    }
    for (var rule : REQUIRED.entrySet()) {
      if (!rule.getValue().test(json.path(rule.getKey()))) {
        faults.add(rule.getKey());
      }
    }
    for (var rule : OPTIONAL.entrySet()) {
      if (json.hasNonNull(rule.getKey()) && !rule.getValue().test(json.get(rule.getKey()))) {
        faults.add(rule.getKey());
      }
    }
    return new GasApplication(
        installNo, Digest.sm3(Json.canonical(json)), List.copyOf(faults), json.path("files"));
  }
}
