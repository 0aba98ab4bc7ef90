package org.lianbao.twin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lianbao.mapping.Example;
import org.lianbao.mapping.MappingFault;
import org.lianbao.mapping.PartnerMappings;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partner.Conversation;
import org.lianbao.routing.check.Dealings;
import org.lianbao.routing.check.Dealings.Call;

/** What a partner says when: its conversation, with the examples and routes it names. */
public final class Script {

  static final String READS = "twin-reads.jsonata";
  private static final Set<String> BAD = Set.of("RETRY", "REFUSED");
  static final String WRITES = "twin-writes.jsonata";

  private final Partner partner;
  private final PartnerMappings mappings;
  private final Dealings dealings;
  private final Conversation said;
  private final Map<String, Example> examples;

  /**
   * Reads the script.
   *
   * @throws IllegalArgumentException if the manifest has no conversation
   */
  public Script(Partner partner, PartnerMappings mappings, Dealings dealings) {
    this.partner = partner;
    this.mappings = mappings;
    this.dealings = dealings;
    this.said =
        partner
            .conversation()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "清单没有 conversation / routes/%s/partner.yaml has no conversation"
                            .formatted(partner.slug())));
    this.examples =
        mappings.readableExamples().stream()
            .collect(Collectors.toMap(Example::name, Function.identity()));
  }

  /** Whose script it is. */
  public Partner partner() {
    return partner;
  }

  /** Its mappings. */
  public PartnerMappings mappings() {
    return mappings;
  }

  /** Its routes. */
  public Dealings dealings() {
    return dealings;
  }

  /** What its manifest says. */
  public Conversation said() {
    return said;
  }

  /**
   * An example by its name.
   *
   * @throws IllegalArgumentException if there is none, or its files cannot be read
   */
  public Example example(String name) {
    var example = examples.get(name);
    if (example == null) {
      throw new IllegalArgumentException(
          "没有样例 / there is no example " + name + "：./lianbao check " + partner.slug());
    }
    return example;
  }

  /** The example of an order. */
  public Example order() {
    return example(said.order());
  }

  /** The order number that stands in the examples. */
  String sampleOrderNo() {
    return order().document().path("orderNo").asText();
  }

  /** The partner's own number in its examples; {@code null} if it gives none. */
  String sampleRef() {
    return said.taken() == null
        ? null
        : expected(example(said.taken())).path("partnerRef").asText(null);
  }

  /** The messages it sends by itself, in their order. */
  public List<Example> pushed() {
    return said.tells().stream()
        .map(this::example)
        .filter(example -> dealings.readBy(example.mapping()).isPresent())
        .toList();
  }

  /** What it answers when it is asked, in this order. */
  List<Example> answered(Call call) {
    return said.tells().stream()
        .map(this::example)
        .filter(example -> reads(call, example))
        .toList();
  }

  /** Whether this example is an answer to this call. */
  static boolean reads(Call call, Example example) {
    return call.reader().filter(r -> r.mappings().contains(example.mapping())).isPresent();
  }

  /** Whether a call brings no order, but something its routes need first, such as a token. */
  boolean beside(Call call) {
    return call.order()
        && call.reader().isPresent()
        && said.taken() != null
        && !reads(call, example(said.taken()));
  }

  /** A good answer to a call the conversation says nothing about. */
  Optional<Example> anyAnswer(Call call) {
    return examples.values().stream()
        .filter(example -> reads(call, example))
        .filter(example -> !BAD.contains(expected(example).path("outcome").asText()))
        .sorted((a, b) -> a.name().compareTo(b.name()))
        .findFirst();
  }

  /** The answer that has an error inside: the one the fault names, else busy, else refused. */
  public String errorInside(Fault fault) {
    if (fault.argument() != null) {
      return fault.argument();
    }
    return said.busy() != null ? said.busy() : said.refused();
  }

  /** An answer of the partner that is a SOAP fault, if its examples have one. */
  public Optional<Example> soapFault() {
    return examples.values().stream()
        .filter(example -> dealings.answeredBy(example.mapping()).isPresent())
        .filter(example -> Writer.soapFault(example.document()))
        .findFirst();
  }

  /** What an example must give, as a document. */
  public static JsonNode expected(Example example) {
    return example.to().read(example.expectedBytes(), example.charset());
  }

  /** The fields that every example of an order fills. */
  Set<String> needed() {
    Set<String> needed = null;
    for (var example : examples.values()) {
      if (example.mapping().equals(order().mapping())) {
        var fields = filled(first(expected(example)));
        if (needed == null) {
          needed = fields;
        } else {
          needed.retainAll(fields);
        }
      }
    }
    return needed == null ? Set.of() : needed;
  }

  /** Whether the message of an example changes with its character set. */
  static boolean beyondAscii(Example example) {
    return example.text().chars().anyMatch(c -> c > 127);
  }

  private static JsonNode first(JsonNode document) {
    return document.isArray() ? document.path(0) : document;
  }

  /** The names of the fields that hold something; those inside another after it and a dot. */
  static Set<String> filled(JsonNode fields) {
    var names = new TreeSet<String>();
    filled("", fields, names);
    return names;
  }

  private static void filled(String before, JsonNode fields, Set<String> names) {
    for (var field : fields.properties()) {
      var value = field.getValue();
      if (!field.getKey().startsWith("_")
          && !value.isNull()
          && !(value.isTextual() && value.textValue().isBlank())
          && !(value.isContainerNode() && value.isEmpty())) {
        names.add(before + field.getKey());
        if (value.isObject()) {
          filled(before + field.getKey() + ".", value, names);
        }
      }
    }
  }

  /** Fields that an order must have and this one lacks. */
  List<String> missing(JsonNode fields) {
    var missing = new ArrayList<>(needed());
    missing.removeAll(filled(fields));
    return missing;
  }

  /**
   * The first order like the example's that the partner would refuse: one field of the form is left
   * out, and a field the partner needs is missing then. Nothing if there is none.
   */
  public Optional<JsonNode> incomplete() {
    var order = order().document();
    for (var pointer : leaves(order.path("application"), "/application")) {
      var without = order.deepCopy();
      var parent = without.at(pointer.substring(0, pointer.lastIndexOf('/')));
      if (parent instanceof ObjectNode object) {
        object.remove(pointer.substring(pointer.lastIndexOf('/') + 1));
      }
      try {
        var context = order().context();
        var given = mappings.apply(order().mapping(), without, context);
        if (!missing(first(given)).isEmpty()) {
          return Optional.of(without);
        }
      } catch (MappingFault e) {
        // Such an order never leaves the hub.
        continue;
      }
    }
    return Optional.empty();
  }

  private static List<String> leaves(JsonNode node, String at) {
    var leaves = new ArrayList<String>();
    for (var field : node.properties()) {
      var below = at + "/" + field.getKey();
      if (field.getValue().isObject()) {
        leaves.addAll(leaves(field.getValue(), below));
      } else {
        leaves.add(below);
      }
    }
    return leaves;
  }
}
