package org.lianbao.cases.log;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.lianbao.application.Masking;
import org.lianbao.cases.CaseReader.WarningView;
import org.lianbao.cases.EventType;
import org.lianbao.cases.procedure.CaseFile;
import org.lianbao.cases.procedure.Milestone;

/**
 * The warnings of a form and whether the window overrode them. An override is for the form it was
 * given for: a changed form is looked at anew.
 */
final class Warnings {

  private Warnings() {}

  static List<WarningView> of(JsonNode warnings, CaseFile file, Masking masking) {
    return StreamSupport.stream(warnings.spliterator(), false)
        .map(warning -> view(warning, override(warning, file), masking))
        .toList();
  }

  private static WarningView view(JsonNode warning, Optional<Milestone> override, Masking masking) {
    var facts = override.map(Milestone::attributes);
    return new WarningView(
        warning.path("pointer").asText(),
        warning.path("label").asText(),
        warning.path("code").asText(),
        warning.path("message").asText(),
        override.isEmpty(),
        facts.map(it -> masking.text(it.path("reason").textValue())).orElse(null),
        facts.map(it -> it.path("recordedBy").textValue()).orElse(null),
        override.map(Milestone::occurredAt).orElse(null));
  }

  private static Optional<Milestone> override(JsonNode warning, CaseFile file) {
    return file.own().turns(EventType.WARNING_OVERRIDDEN).stream()
        .filter(it -> it.attributes().path("revision").asInt(1) == file.revision())
        .filter(it -> same("pointer", it.attributes(), warning))
        .filter(it -> same("code", it.attributes(), warning))
        .findFirst();
  }

  private static boolean same(String field, JsonNode one, JsonNode other) {
    return one.path(field).asText().equals(other.path(field).asText());
  }
}
