package org.lianbao.application.form;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lianbao.shared.Problem.Fault;
import org.lianbao.shared.Problem.Severity;

/**
 * Collects what is wrong with one form. At most {@value #MOST} faults are told, so that a hostile
 * form cannot make the answer grow; texts never quote a value.
 */
public final class Faults {

  static final int MOST = 200;

  private static final int NOT_ON_THE_FORM = 1_000_000;

  private final Form form;
  private final List<Fault> found = new ArrayList<>();
  private final Set<String> known = new HashSet<>();
  private final Set<String> blamed = new HashSet<>();
  private boolean more;

  public Faults(Form form) {
    this.form = form;
  }

  /** A fault that stops acceptance; {@code zh} and {@code en} follow the field's label. */
  public void error(String pointer, String code, String zh, String en) {
    add(pointer, code, zh, en, Severity.ERROR);
  }

  /** A fault the window should know of. */
  public void warn(String pointer, String code, String zh, String en) {
    add(pointer, code, zh, en, Severity.WARN);
  }

  /** A fault of either weight. */
  public void add(String pointer, String code, String zh, String en, Severity severity) {
    if (full() || !known.add(pointer + " " + code)) {
      return;
    }
    if (severity == Severity.ERROR) {
      blamed.add(pointer);
    }
    var label = form.label(pointer);
    found.add(new Fault(pointer, label, code, label + "：" + zh + " / " + en, severity));
  }

  /** A box that must be filled in and is not. */
  public void missing(String pointer) {
    error(pointer, "REQUIRED", "未填写，请补填", "is required");
  }

  /** Whether an ERROR at this very place is known already. */
  boolean blames(String pointer) {
    return blamed.contains(pointer);
  }

  /** Whether there is no room for another fault; told as one more at the end. */
  boolean full() {
    more |= found.size() >= MOST;
    return more;
  }

  /** Everything found, in the order of the form. */
  public List<Fault> inOrder() {
    var sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparing(fault -> place(fault.pointer()), Faults::compare));
    if (more) {
      sorted.add(
          new Fault(
              "",
              form.label(""),
              "TOO_MANY_FAULTS",
              "问题超过 "
                  + MOST
                  + " 项，其余未列出，请先改正以上各项 / more than "
                  + MOST
                  + " faults, mend these first",
              Severity.ERROR));
    }
    return sorted;
  }

  private List<Integer> place(String pointer) {
    var place = new ArrayList<Integer>();
    for (var end = pointer.indexOf('/', 1);
        !pointer.isEmpty();
        end = pointer.indexOf('/', end + 1)) {
      var upTo = end < 0 ? pointer : pointer.substring(0, end);
      var token = upTo.substring(upTo.lastIndexOf('/') + 1);
      place.add(
          token.matches("\\d{1,8}")
              ? Integer.parseInt(token)
              : form.field(upTo).map(Form.Field::place).orElse(NOT_ON_THE_FORM));
      if (end < 0) {
        break;
      }
    }
    return place;
  }

  private static int compare(List<Integer> one, List<Integer> other) {
    for (var i = 0; i < Math.min(one.size(), other.size()); i++) {
      var order = Integer.compare(one.get(i), other.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(one.size(), other.size());
  }
}
