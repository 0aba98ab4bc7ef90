package org.lianbao.application;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Shows a form, or facts told about it, without personal data: fields known to hold such data are
 * masked by what they hold; everywhere else names that the form gives, mobile numbers and identity
 * numbers are masked wherever they stand in a text. Organisations are shown by name and code;
 * persons and individual businesses (个体工商户) are not. The original is never changed.
 */
public final class Masking {

  private static final Set<String> ORGANISATIONS = Set.of("ENTERPRISE", "GOV", "SOCIAL_ORG");

  private static final Set<String> NAMES =
      Set.of(
          "legalPerson",
          "contactName",
          "agentName",
          "responsible",
          "responsiblePerson",
          "personName",
          "handler",
          "clerk");

  private static final Map<String, UnaryOperator<String>> BY_FIELD =
      Map.ofEntries(
          Map.entry("legalPersonIdNo", Mask::identity),
          Map.entry("agentIdNo", Mask::identity),
          Map.entry("idNo", Mask::identity),
          Map.entry("idCard", Mask::identity),
          Map.entry("licenceNo", Mask::identity),
          Map.entry("licenseNo", Mask::identity),
          Map.entry("contactMobile", Mask::phone),
          Map.entry("agentMobile", Mask::phone),
          Map.entry("mobile", Mask::phone),
          Map.entry("phone", Mask::phone),
          Map.entry("tel", Mask::phone),
          Map.entry("contactTel", Mask::phone),
          Map.entry("contactPhone", Mask::phone),
          Map.entry("email", Mask::email),
          Map.entry("contactEmail", Mask::email),
          Map.entry("address", Mask::address),
          Map.entry("bankAccount", Mask::account),
          Map.entry("account", Mask::account),
          Map.entry("accountNo", Mask::account),
          Map.entry("url", text -> "***"));

  /** Codes of organisations that name a person where the applicant is one. */
  private static final Set<String> CODES = Set.of("builderUscc", "taxNo", "holderUscc", "uscc");

  private static final Set<String> COORDINATES = Set.of("lon", "lat", "start", "end");

  private static final Pattern MOBILE = Pattern.compile("(?<!\\d)1[3-9]\\d{9}(?!\\d)");
  private static final Pattern IDENTITY =
      Pattern.compile("(?<![0-9A-Za-z])[1-9]\\d{16}[0-9Xx](?![0-9A-Za-z])");

  private final JsonNode form;
  private final boolean organisation;
  private final Set<String> names = new TreeSet<>((a, b) -> order(a, b));

  private Masking(JsonNode form) {
    this.form = form;
    var applicant = form.path("applicant");
    this.organisation = ORGANISATIONS.contains(applicant.path("applicantType").asText());
    collectNames(form);
    if (!organisation) {
      addName(applicant.path("name").asText());
    }
  }

  /** Masks by what this form says of its applicant. */
  public static Masking of(JsonNode form) {
    return new Masking(form);
  }

  /** The form itself, masked. */
  public JsonNode document() {
    return masked(form, "", "");
  }

  /** Facts that somebody told about the case of this form, masked. */
  public JsonNode facts(JsonNode told) {
    return masked(told, "", "");
  }

  /** A text about the case of this form, masked. */
  public String text(String told) {
    return told == null ? null : scanned(told);
  }

  private JsonNode masked(JsonNode node, String parent, String field) {
    if (node instanceof ObjectNode object) {
      var copy = object.objectNode();
      object
          .properties()
          .forEach(
              entry -> copy.set(entry.getKey(), masked(entry.getValue(), field, entry.getKey())));
      return copy;
    }
    if (node instanceof ArrayNode array) {
      var copy = array.arrayNode(array.size());
      array.forEach(item -> copy.add(masked(item, parent, field)));
      return copy;
    }
    if (node.isNumber() && !organisation && COORDINATES.contains(field)) {
      return coarse(node);
    }
    if (node.isNumber()) {
      var text = node.asText();
      var shown = value(text, parent, field);
      return shown.equals(text) ? node : TextNode.valueOf(shown);
    }
    return node.isTextual() ? TextNode.valueOf(value(node.textValue(), parent, field)) : node;
  }

  private String value(String text, String parent, String field) {
    if (NAMES.contains(field)) {
      return Mask.name(text);
    }
    var mask = BY_FIELD.get(field);
    if (mask != null) {
      return mask.apply(text);
    }
    if (field.equals("certNo")) {
      return organisation && parent.equals("applicant") ? text : Mask.identity(text);
    }
    if (!organisation && CODES.contains(field)) {
      return Mask.identity(text);
    }
    if (!organisation && parent.equals("applicant") && field.equals("name")) {
      return Mask.name(text);
    }
    if (!organisation && field.equals("site")) {
      return Mask.address(text);
    }
    return scanned(text);
  }

  private String scanned(String text) {
    var shown = text;
    for (var name : names) {
      shown = shown.replace(name, Mask.name(name));
    }
    shown = MOBILE.matcher(shown).replaceAll(found -> Mask.phone(found.group()));
    return IDENTITY.matcher(shown).replaceAll(found -> Mask.identity(found.group()));
  }

  private static JsonNode coarse(JsonNode degrees) {
    // Two decimals are about a kilometre.
    var rounded = new BigDecimal(degrees.asText()).setScale(2, RoundingMode.HALF_UP);
    return DecimalNode.valueOf(rounded);
  }

  private void collectNames(JsonNode node) {
    var found = new HashSet<String>();
    NAMES.forEach(field -> node.findValues(field).forEach(it -> found.add(it.asText())));
    found.forEach(this::addName);
  }

  private void addName(String name) {
    // A single character would hit half of all Chinese words.
    if (name.codePointCount(0, name.length()) > 1) {
      names.add(name);
    }
  }

  /** Longer names first, so that no name inside another is masked before it. */
  private static int order(String one, String other) {
    var byLength = Integer.compare(other.length(), one.length());
    return byLength != 0 ? byLength : one.compareTo(other);
  }
}
