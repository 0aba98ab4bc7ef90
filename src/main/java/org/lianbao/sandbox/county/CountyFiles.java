package org.lianbao.sandbox.county;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.lianbao.sandbox.web.Reply;
import org.lianbao.sandbox.web.Request;
import org.lianbao.sandbox.web.WebDoor;
import org.lianbao.shared.Digest;

/** The files of the built-in application: a small, real PDF for each material, always the same. */
final class CountyFiles {

  private static final String PATH = "/openapi/bz/files/";
  private static final Pattern ID = Pattern.compile("m[0-9]{2}");

  private volatile String address = "";

  /** Opens the address that forms name files under. */
  void start(WebDoor door) {
    address = "http://127.0.0.1:" + door.port() + PATH;
    door.open(PATH, CountyFiles::serve);
  }

  /** Completes the form's attachments with the size, digest and address of each. */
  void attach(ObjectNode form) {
    for (JsonNode attachment : form.path("attachments")) {
      var id = attachment.path("materialCode").asText().toLowerCase(Locale.ROOT);
      var content = SmallPdf.saying(id);
      ((ObjectNode) attachment)
          .put("size", content.length)
          .put("sm3", Digest.sm3(content))
          .put("url", address + id);
    }
  }

  private static Reply serve(Request request) {
    var id = request.path().substring(PATH.length());
    return ID.matcher(id).matches()
        ? new Reply(200, "application/pdf", SmallPdf.saying(id))
        : Reply.json(404, Map.of("message", "没有这个文件 / no such file"));
  }
}
