package org.lianbao.cases.procedure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.lianbao.cases.EventType;

/**
 * Works in one street that are to be done together (协同施工, S53, S54).
 *
 * @param roadName the street; several where streets meet, empty if nobody named it
 * @param with the services, sorted
 * @param mode {@link #SHARED}, one trench, or {@link #SEPARATE}, dug at the same time
 * @param from first day on which all of them work, {@code null} if nobody told
 * @param to last such day, {@code null} if nobody told
 * @param metres the longest stretch that two of them run side by side, whole metres
 * @param reason why there are to be separate trenches; {@code null} for one
 */
public record JointWorks(
    String roadName,
    List<String> with,
    String mode,
    LocalDate from,
    LocalDate to,
    BigDecimal metres,
    String reason) {

  /** Dug together in one trench (并行施工、共享沟渠). */
  public static final String SHARED = "PARALLEL_SHARED";

  /** Dug, laid and filled at the same time, each in its own (同步施工); needs a reason. */
  public static final String SEPARATE = "SYNC_SEPARATE";

  public JointWorks {
    with = List.copyOf(with);
  }

  /**
   * A proposal as the case has it.
   *
   * @param no its number in the case, from 1
   * @param replaces numbers of the proposals it takes the place of
   */
  record Proposal(int no, JointWorks works, List<Integer> replaces) {}

  /** What was proposed so far, by number, and not replaced since. */
  static List<Proposal> standing(CaseFile file) {
    var all = new ArrayList<Proposal>();
    for (var told : file.own().turns(EventType.JOINT_WORKS_PROPOSED)) {
      all.add(read(told.attributes()));
    }
    all.sort(Comparator.comparing(Proposal::no));
    var replaced = all.stream().flatMap(it -> it.replaces().stream()).toList();
    all.removeIf(it -> replaced.contains(it.no()));
    return all;
  }

  /** The facts of the proposal. */
  ObjectNode json(int no, List<Integer> replaces) {
    var json = JsonNodeFactory.instance.objectNode().put("no", no).put("mode", mode);
    var services = json.putArray("with");
    with.forEach(services::add);
    json.put("roadName", roadName).put("metres", metres).put("reason", reason);
    json.put("from", from == null ? null : from.toString());
    json.put("to", to == null ? null : to.toString());
    if (!replaces.isEmpty()) {
      var numbers = json.putArray("replaces");
      replaces.forEach(numbers::add);
    }
    return (ObjectNode) Facts.normal(json);
  }

  private static Proposal read(JsonNode json) {
    return new Proposal(
        json.path("no").asInt(),
        new JointWorks(
            json.path("roadName").asText(),
            StreamSupport.stream(json.path("with").spliterator(), false)
                .map(JsonNode::asText)
                .toList(),
            json.path("mode").asText(),
            day(json.path("from")),
            day(json.path("to")),
            json.path("metres").decimalValue(),
            json.path("reason").textValue()),
        StreamSupport.stream(json.path("replaces").spliterator(), false)
            .map(JsonNode::asInt)
            .toList());
  }

  private static LocalDate day(JsonNode json) {
    return json.isTextual() ? LocalDate.parse(json.textValue()) : null;
  }
}
