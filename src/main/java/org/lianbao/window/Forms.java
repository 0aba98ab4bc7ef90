package org.lianbao.window;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.lianbao.application.NoteCheck;
import org.lianbao.application.Services;
import org.lianbao.cases.CaseReader.CaseView;
import org.lianbao.cases.CaseReader.OrderView;
import org.lianbao.cases.EventType;
import org.lianbao.cases.Role;
import org.lianbao.shared.Language;
import org.lianbao.shared.Problem.Fault;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The acts as forms to fill in, made of their schemas in the contract and of the case. */
@Component
class Forms {

  private static final String EVENT = "/event";

  private final MessageSource messages;
  private final Services services = Services.load();

  Forms(MessageSource messages) {
    this.messages = messages;
  }

  /**
   * One act.
   *
   * @param open whether it is shown unfolded
   * @param faults what belongs to none of its boxes
   */
  record Form(
      String act,
      String title,
      String why,
      boolean open,
      List<Entry> entries,
      List<String> faults) {}

  /**
   * One box to fill in.
   *
   * @param value what was written, or what is offered
   * @param faults what is wrong with it, in words
   */
  record Entry(
      String name,
      String label,
      NoteCheck.Kind kind,
      boolean required,
      List<Choice> choices,
      List<String> examples,
      String value,
      List<String> faults) {}

  /** A value and what it is called. */
  record Choice(String value, String label) {}

  /**
   * A call to make by hand: the report of what comes of it is a click away.
   *
   * @param event what is awaited of it next; {@code ""} if nothing is
   */
  record Call(String orderNo, String what, String event) {}

  Form of(
      Act act,
      CaseView view,
      boolean tried,
      Map<String, String> written,
      List<Fault> faults,
      Locale locale) {
    var boxes = act.check().boxes();
    var entries =
        boxes.stream()
            .map(
                box ->
                    new Entry(
                        box.pointer(),
                        label(box, locale),
                        box.kind(),
                        box.required(),
                        choices(act, box, view, locale),
                        box.examples(),
                        tried || fits(act, written) ? written.getOrDefault(box.pointer(), "") : "",
                        tried ? at(box.pointer(), faults, locale) : List.of()))
            .toList();
    var named = boxes.stream().map(NoteCheck.Box::pointer).toList();
    var others =
        tried
            ? faults.stream()
                .filter(fault -> !named.contains(fault.pointer()))
                .map(fault -> Language.half(fault.message(), locale))
                .toList()
            : List.<String>of();
    return new Form(
        act.path(),
        say("desk.act." + act.path(), locale),
        say("desk.why." + act.path(), locale),
        tried || fits(act, written),
        entries,
        others);
  }

  List<Call> calls(CaseView view, Locale locale) {
    return view.calls().stream()
        .map(
            call ->
                new Call(
                    call.orderNo(),
                    (service(Role.service(call.role()), locale)
                            + " "
                            + code("kind." + call.kind(), call.kind(), locale))
                        .strip(),
                    next(view, call.orderNo())))
        .toList();
  }

  private static String next(CaseView view, String orderNo) {
    return view.orders().stream()
        .filter(order -> order.orderNo().equals(orderNo))
        .flatMap(order -> order.ahead().stream())
        .filter(code -> EventType.reported(code).isPresent())
        .findFirst()
        .orElse("");
  }

  /** A link names the act and what is known already. */
  private static boolean fits(Act act, Map<String, String> asked) {
    return act.path().equals(asked.get("for"));
  }

  private List<Choice> choices(Act act, NoteCheck.Box box, CaseView view, Locale locale) {
    return switch (box.pointer()) {
      case "/orderNo" ->
          Stream.concat(
                  view.orders().stream().map(order -> choice(order, locale)),
                  view.calls().stream()
                      .filter(
                          call ->
                              view.orders().stream()
                                  .noneMatch(it -> it.orderNo().equals(call.orderNo())))
                      .map(call -> new Choice(call.orderNo(), call.orderNo())))
              .toList();
      case "/service" ->
          view.orders().stream()
              .map(OrderView::service)
              .filter(Objects::nonNull)
              .distinct()
              .map(code -> new Choice(code, service(code, locale)))
              .toList();
      case EVENT ->
          act == Act.REPORT
              ? Arrays.stream(EventType.values())
                  .filter(type -> EventType.reported(type.name()).isPresent())
                  .map(
                      type ->
                          new Choice(type.name(), Language.english(locale) ? type.en() : type.zh()))
                  .toList()
              : List.of();
      default ->
          box.choices().stream()
              .map(value -> new Choice(value, code("value." + value, value, locale)))
              .toList();
    };
  }

  private Choice choice(OrderView order, Locale locale) {
    var what =
        service(order.service(), locale) + " " + code("kind." + order.kind(), order.kind(), locale);
    return new Choice(order.orderNo(), order.orderNo() + " " + what.strip());
  }

  private String label(NoteCheck.Box box, Locale locale) {
    var parts = box.pointer().substring(1).split("/");
    var label = say("desk.box." + parts[parts.length - 1], locale);
    return parts.length == 1 ? label : label + " " + (Integer.parseInt(parts[1]) + 1);
  }

  private static List<String> at(String pointer, List<Fault> faults, Locale locale) {
    return faults.stream()
        .filter(fault -> fault.pointer().equals(pointer))
        .map(fault -> Language.half(fault.message(), locale))
        .toList();
  }

  private String service(String code, Locale locale) {
    return code == null
        ? ""
        : services.find(code).map(it -> Language.english(locale) ? it.en() : it.zh()).orElse(code);
  }

  private String say(String key, Locale locale) {
    return messages.getMessage(key, null, locale);
  }

  private String code(String key, String code, Locale locale) {
    return messages.getMessage(key, null, code, locale);
  }
}
