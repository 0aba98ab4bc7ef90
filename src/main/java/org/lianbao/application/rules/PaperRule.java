package org.lianbao.application.rules;

import java.util.Locale;
import org.lianbao.application.Materials;
import org.lianbao.application.form.Faults;
import org.lianbao.application.form.Filled;

/** Attachments: nothing classified, of a known material, and of a kind partners take. */
final class PaperRule implements Rule {

  private final Materials materials;

  PaperRule(Materials materials) {
    this.materials = materials;
  }

  @Override
  public void look(Filled filled, Faults faults) {
    for (var at : filled.places("/attachments/*/classified")) {
      if (!filled.says(at, "NO")) {
        faults.error(
            at,
            "CLASSIFIED",
            "涉密材料不得经本系统传送，请撤下该附件并按保密规定办理",
            "classified files must not travel here; take this one out");
      }
    }
    for (var at : filled.places("/attachments/*/materialCode")) {
      var code = filled.text(at);
      var day = filled.day();
      if (code.isPresent() && day.isPresent() && !materials.has(code.get(), day.get())) {
        faults.warn(
            at,
            "UNKNOWN_MATERIAL",
            "不是材料目录中的编码，单位可能认不出，请核对",
            "is no code of the list of materials; partners may not know it");
      }
    }
    for (var at : filled.places("/attachments/*/fileName")) {
      filled
          .text(at)
          .filter(name -> !name.toLowerCase(Locale.ROOT).matches("(?s).*\\.(pdf|jpe?g|png)"))
          .ifPresent(
              name ->
                  faults.warn(
                      at,
                      "FILE_KIND",
                      "不是 pdf、jpg 或 png，部分单位可能不收",
                      "is not pdf, jpg or png; some partners may not take it"));
    }
  }
}
