package org.lianbao.application;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.lianbao.shared.Json;

/** Forms for tests, made from the sample of a formal application for four services. */
public final class Forms {

  private Forms() {}

  /** A formal application without a fault. */
  public static ObjectNode formal() {
    try (var in = Forms.class.getResourceAsStream("/application-formal.json")) {
      return (ObjectNode) Json.read(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An intent with nothing but what an intent needs. */
  public static ObjectNode intent() {
    return (ObjectNode)
        Json.read(
            """
            {"requestId":"r-1","upstreamApplyNo":"GG-1","applyType":"INTENT","entryPoint":"INTENT",
             "channel":"ONLINE","applyTime":"2026-11-09T10:12:30+08:00","services":["WATER"],
             "applicant":{"applicantType":"PERSON","name":"张三","certType":"ID_CARD",
               "certNo":"410928190101010016","contactName":"张三","contactMobile":"13800138000"},
             "project":{"name":"自建房","site":"濮阳县城关镇"},
             "externalWorks":{"hasExternalLine":"UNKNOWN"}}
            """
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** Puts a JSON value, given as text, at a pointer whose parent exists. */
  public static ObjectNode with(ObjectNode form, String pointer, String json) {
    var cut = pointer.lastIndexOf('/');
    var parent = form.at(pointer.substring(0, cut));
    var value = Json.read(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    if (parent instanceof ObjectNode object) {
      object.set(pointer.substring(cut + 1), value);
    } else {
      ((com.fasterxml.jackson.databind.node.ArrayNode) parent)
          .set(Integer.parseInt(pointer.substring(cut + 1)), value);
    }
    return form;
  }

  /** Takes out what stands at a pointer. */
  public static ObjectNode without(ObjectNode form, String pointer) {
    var cut = pointer.lastIndexOf('/');
    ((ObjectNode) form.at(pointer.substring(0, cut))).remove(pointer.substring(cut + 1));
    return form;
  }
}
