package org.lianbao.console;

import java.util.List;
import org.lianbao.attachments.AttachmentReader.AttachmentView;
import org.lianbao.cases.CaseReader.CaseView;

/**
 * One file of a case: what the form calls it, masked, and what became of it: WANTED, KEPT or WRONG,
 * and why, Chinese first.
 */
record CaseFileLine(
    String materialCode, String materialName, String fileName, String state, String reason) {

  static List<CaseFileLine> of(CaseView view, List<AttachmentView> files) {
    // A changed form may name no files any more; those known are of the form before.
    var named = view.application().path("attachments").size();
    return files.stream()
        .filter(file -> file.position() < named)
        .map(file -> of(view, file))
        .toList();
  }

  private static CaseFileLine of(CaseView view, AttachmentView file) {
    var named = view.application().path("attachments").path(file.position());
    return new CaseFileLine(
        named.path("materialCode").textValue(),
        named.path("materialName").textValue(),
        named.path("fileName").textValue(),
        file.state(),
        file.reason());
  }
}
