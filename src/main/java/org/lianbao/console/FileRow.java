package org.lianbao.console;

import java.util.List;

/** One file on the page of a case. */
record FileRow(String material, String fileName, String state, String stateLabel, String reason) {

  static List<FileRow> of(List<CaseFileLine> files, Words words) {
    return files.stream()
        .map(
            file ->
                new FileRow(
                    file.materialName() == null
                        ? file.materialCode()
                        : file.materialCode() + " " + file.materialName(),
                    file.fileName(),
                    file.state(),
                    words.say("file." + file.state()),
                    file.reason() == null ? "" : words.half(file.reason())))
        .toList();
  }

  boolean wrong() {
    return state.equals("WRONG");
  }
}
