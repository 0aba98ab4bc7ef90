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
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.lianbao.mapping.Example;
import org.lianbao.mapping.MappingFault;
import org.lianbao.mapping.PartnerMappings;
import org.lianbao.partners.ExchangeTables.Column;
import org.lianbao.partners.Partner;
import org.lianbao.partners.Partner.Conversation;
import org.lianbao.routing.check.Dealings;
import org.lianbao.routing.check.Dealings.Call;
import org.lianbao.routing.check.Dealings.Carrier;
import org.lianbao.routing.check.Dealings.Door;

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
    this.examples =
        mappings.readableExamples().stream()
            .collect(Collectors.toMap(Example::name, Function.identity()));
    this.said =
        partner
            .conversation()
            .map(this::spoken)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "清单没有 conversation / routes/%s/partner.yaml has no conversation"
                            .formatted(partner.slug())));
  }

  /** What is said to routes that do not run, nobody hears. */
  private Conversation spoken(Conversation all) {
    return new Conversation(
        all.order(),
        heard(all.taken()) ? all.taken() : null,
        heard(all.repeated()) ? all.repeated() : null,
        all.refused().stream().filter(this::heard).toList(),
        heard(all.busy()) ? all.busy() : null,
        all.tells().stream().filter(this::heard).toList());
  }

  /** An example that is not there is told of when it is needed. */
  private boolean heard(String name) {
    if (name == null || !examples.containsKey(name)) {
      return name != null;
    }
    var mapping = examples.get(name).mapping();
    return dealings.answeredBy(mapping).isPresent() || dealings.readBy(mapping).isPresent();
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

  /** What its manifest says, as far as a route hears it. */
  public Conversation said() {
    return said;
  }

  /** How it refuses an order; {@code null} if it does not say. */
  public String refused() {
    return said.refused().isEmpty() ? null : said.refused().get(0);
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

  /** Whether this example says what becomes of the rows that this call writes. */
  boolean decides(Call call, Example example) {
    return call.carrier() == Carrier.TABLE && judges(example);
  }

  private boolean judges(Example example) {
    return dealings.readBy(example.mapping()).filter(Door::verdicts).isPresent();
  }

  /** Whether this example answers an order there and then, be it by the state of a row. */
  public boolean isAnswer(Example example) {
    return dealings.answeredBy(example.mapping()).isPresent() || judges(example);
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
    return said.busy() != null ? said.busy() : refused();
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
  Set<String> filled(JsonNode fields) {
    var names = new TreeSet<String>();
    filled("", fields, names);
    partner.tables().ifPresent(tables -> rows(fields, names));
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

  /** What all rows of each table fill, as {@code TABLE.COLUMN}. */
  private static void rows(JsonNode tables, Set<String> names) {
    for (var table : tables.properties()) {
      Set<String> all = null;
      for (var row : table.getValue()) {
        var filled = new TreeSet<String>();
        filled(table.getKey() + ".", row, filled);
        if (all == null) {
          all = filled;
        } else {
          all.retainAll(filled);
        }
      }
      names.addAll(all == null ? Set.of() : all);
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
    return lacking(missing -> !missing.isEmpty() && missing.stream().noneMatch(this::required));
  }

  /**
   * The first order like the example's that the partner's tables would not hold: as {@link
   * #incomplete()}, but what is missing may not be empty there.
   */
  public Optional<JsonNode> unwritable() {
    return lacking(missing -> missing.stream().anyMatch(this::required));
  }

  private boolean required(String field) {
    var dot = field.indexOf('.');
    return dot > 0
        && partner
            .tables()
            .map(tables -> tables.tables().get(field.substring(0, dot)))
            .map(table -> table.columns().get(field.substring(dot + 1)))
            .filter(Column::required)
            .isPresent();
  }

  private Optional<JsonNode> lacking(Predicate<List<String>> wanted) {
    var order = order().document();
    var pointers = leaves(order.path("application"), "/application");
    order.properties().stream()
        .filter(part -> part.getValue().isObject() && !part.getKey().equals("application"))
        .forEach(part -> pointers.addAll(leaves(part.getValue(), "/" + part.getKey())));
    for (var pointer : pointers) {
      var without = order.deepCopy();
      var parent = without.at(pointer.substring(0, pointer.lastIndexOf('/')));
      if (parent instanceof ObjectNode object) {
        object.remove(pointer.substring(pointer.lastIndexOf('/') + 1));
      }
      try {
        var context = order().context();
        var given = mappings.apply(order().mapping(), without, context);
        if (wanted.test(missing(first(given)))) {
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
